import { main } from './main.js';

// A library of the artifact client uses `Buffer()`; nobody who reads a job's log can change that.
process.noDeprecation = true;

await main(process.env, process.argv.slice(2), process.cwd());
