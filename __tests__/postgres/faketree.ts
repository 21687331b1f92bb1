import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';

/** A file system of its own for each test, with programs that are small scripts. */
export interface FakeTree {
  readonly root: () => string;
  script(path: string, lines: string): Promise<void>;
  link(path: string, target: string): Promise<void>;
  /** pg_dump and pg_restore that tell their version. */
  clients(directory: string, version: string, restoring?: string): Promise<void>;
  /** A machine that runs `apt-get install`; its sources begin to know the package with `known`. */
  debian(known: 'at once' | 'after update' | 'with PGDG' | 'never'): Promise<void>;
  /** What apt-get and its kin were called with, a line each. */
  calls(): Promise<string[]>;
}

const PGDG = '/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh';

export function useFakeTree(): FakeTree {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tree-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const write = async (path: string, text: string): Promise<void> => {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, 0o755);
  };
  const script = (path: string, lines: string) =>
    write(path, `#!/bin/sh\nroot='${root}'\necho "$(basename "$0") $*" >> "$root/calls"\n${lines}\n`); // prettier-ignore
  return {
    root: () => root,
    script,
    async link(path, target) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      await symlink(target, file);
    },
    async clients(directory, version, restoring = version) {
      await write(join(directory, 'pg_dump'), says('pg_dump', version));
      await write(join(directory, 'pg_restore'), says('pg_restore', restoring));
    },
    async debian(known) {
      const learns = (when: typeof known) => (known === when ? 'touch "$root/known"' : ':');
      await write('/etc/os-release', 'ID=ubuntu\nID_LIKE=debian\n');
      await script(PGDG, learns('with PGDG'));
      await script('/usr/bin/apt-cache', `[ -e "$root/known" ] && echo '  Candidate: 17.11-1'`);
      await script(
        '/usr/bin/apt-get',
        `env | sort > "$root/environment"
         case "$*" in *update*) ${learns('after update')}; exit 0;; esac
         [ -e "$root/known" ] || { echo 'E: Unable to locate https://ada:secret@mirror/x' >&2; exit 100; }
         mkdir -p "$root/usr/lib/postgresql/17/bin"
         for each in pg_dump pg_restore; do
           printf '#!/bin/sh\\necho "x (PostgreSQL) 17.11"\\n' > "$root/usr/lib/postgresql/17/bin/$each"
           chmod 755 "$root/usr/lib/postgresql/17/bin/$each"
         done`,
      );
      if (known === 'at once') await write('/known', '');
    },
    calls: async () => (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n'),
  };
}

function says(program: string, version: string): string {
  return `#!/bin/sh\necho "${program} (PostgreSQL) ${version} (Debian ${version}-1)"\n`;
}
