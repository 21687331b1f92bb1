const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const pending = new Set<() => void>();

/**
 * Runs a synchronous clean-up when this process exits, and on a signal that nobody else handles; the newest first.
 * Returns how to call it off.
 */
export function onProcessEnd(cleanUp: () => void): () => void {
  if (pending.size === 0) {
    process.on('exit', cleanAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  pending.add(cleanUp);
  return () => {
    if (pending.delete(cleanUp) && pending.size === 0) stopListening();
  };
}

function onSignal(signal: NodeJS.Signals): void {
  // With another listener around, that one decides whether the process ends; then 'exit' follows.
  if (process.listenerCount(signal) > 1) return;
  cleanAll();
  process.kill(process.pid, signal);
}

function cleanAll(): void {
  for (const cleanUp of [...pending].reverse()) {
    try {
      cleanUp();
    } catch (error) {
      console.error('Clean-up at exit failed:', error);
    }
  }
  pending.clear();
  stopListening();
}

function stopListening(): void {
  process.off('exit', cleanAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
