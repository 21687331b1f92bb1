import { main } from './main.js';

await main(process.env, process.argv.slice(2), process.cwd());
