import type { Log } from '../../actions/log.js';
import { detectTool, nothingToRun, type Application } from './detect.js';
import type { Repository } from '../application/order.js';
import { requireNoSecret } from './tool.js';

/**
 * The application's migrations, with a command that may be run.
 * @throws {DeployError} when there is none, when two tools could be meant, or when it holds a secret.
 */
export async function findRepository(
  application: Application,
  { masks }: Pick<Log, 'masks'>,
): Promise<Repository> {
  const detected = await detectTool(application);
  const { command } = detected;
  if (command === undefined) throw nothingToRun(detected.directory, detected.found);
  requireNoSecret(command, masks);
  return { ...detected, command };
}
