import type { ActiveJob } from './active-job.js';
import { interpolateText } from './expressions.js';
import { messageOf } from './system-error.js';

/**
 * The outputs that other jobs will see, evaluated once at the end of the job, also of a failed or cancelled one.
 * Empty values are left out silently; a value that masking would change is **dropped whole** with a warning,
 * and the job stays green; a mapping that cannot be evaluated fails the job.
 * Source: actions/runner `JobExtension.FinalizeJob`.
 */
export function evaluateJobOutputs(job: ActiveJob): Record<string, string> {
  const { spec, masker } = job.setting;
  const outputs: Record<string, string> = {};
  try {
    for (const [name, template] of Object.entries(spec.outputs ?? {})) {
      const value = interpolateText(template, job.scope());
      if (value === '') continue;
      if (masker.reveals(value))
        job.annotate('warning', `Skip output '${name}' since it may contain secret.`);
      else outputs[name] = value;
    }
    return outputs;
  } catch (error) {
    job.annotate('error', 'Fail to evaluate job outputs');
    job.annotate('error', messageOf(error));
    job.fail();
    return {};
  }
}
