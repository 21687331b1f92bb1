export const id = 609;
export const ids = [609];
export const modules = {

/***/ 72749:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ catalogDiff),
  m: () => (/* reexport */ changeWords)
});

;// CONCATENATED MODULE: ./src/postgres/difference/facet.ts
/** @param breaks undefined or empty when nothing breaks. */
function facet(before, after, breaks) {
    return {
        ...(before === undefined ? {} : { before }),
        after,
        ...(breaks === undefined || breaks === '' ? {} : { breaks }),
    };
}

;// CONCATENATED MODULE: ./src/postgres/difference/width.ts
const TYPE = /^([^([]*?)(?:\(([\d, -]+)\))?((?: with(?:out)? time zone)?(?:\[\])*)$/;
const WHOLE_NUMBERS = ['smallint', 'integer', 'bigint'];
const FLOATS = ['real', 'double precision'];
const STRINGS = ['character varying', 'text'];
/** Fraction digits of times that have no precision of their own. */
const MOST_DIGITS = 6;
/**
 * Whether every value of the one type is a value of the other, and is read and written alike.
 * @param before, after as format_type writes types.
 */
function isWidening(before, after) {
    if (before === after)
        return true;
    const [then, now] = [typeOf(before), typeOf(after)];
    if (then.rest !== now.rest)
        return false;
    for (const order of [WHOLE_NUMBERS, FLOATS]) {
        if (order.includes(then.base))
            return order.indexOf(now.base) >= order.indexOf(then.base);
    }
    if (STRINGS.includes(then.base))
        return STRINGS.includes(now.base) && least(now) >= least(then);
    return then.base === now.base && isRoomier(then, now);
}
function isRoomier(then, now) {
    switch (then.base) {
        case 'numeric':
            return now.numbers.length === 0 || (then.numbers.length > 0 && hasMoreDigits(then, now));
        case 'bit varying':
            return least(now) >= least(then);
        case 'timestamp':
        case 'time':
            return (now.numbers[0] ?? MOST_DIGITS) >= (then.numbers[0] ?? MOST_DIGITS);
        default:
            return false;
    }
}
function hasMoreDigits(then, now) {
    const [digits = 0, scale = 0] = then.numbers;
    const [newDigits = 0, newScale = 0] = now.numbers;
    return newScale >= scale && newDigits - newScale >= digits - scale;
}
/** The longest text; no number means any. */
function least({ numbers: [length] }) {
    return length ?? Infinity;
}
function typeOf(written) {
    const [, base = written, numbers, rest = ''] = TYPE.exec(written) ?? [];
    return { base, numbers: numbers?.split(',').map(Number) ?? [], rest };
}

;// CONCATENATED MODULE: ./src/postgres/difference/column.ts


/** In the order in which the catalog's query writes them (catalogquery.ts). */
const DEFINITION = /^(?<type>(?:"(?:[^"]|"")*"|[^"])*?)(?: collate (?<collation>(?:"(?:[^"]|"")*"|[^\s"])+))?(?<notNull> not null)?(?: default (?<fallback>.*?))?(?: identity (?<identity>[ad]))?(?: generated (?<generated>[sv]))?(?<storage>(?: storage [pemx])?(?: compression [pl])?)$/s;
function columnOf(detail) {
    const groups = DEFINITION.exec(detail)?.groups;
    return {
        type: groups?.['type'] ?? detail,
        collation: groups?.['collation'],
        notNull: groups?.['notNull'] !== undefined,
        fallback: groups?.['fallback'],
        identity: groups?.['identity'],
        generated: groups?.['generated'],
        storage: groups?.['storage']?.trim(),
    };
}
/** Whether a row gets a value of this column without naming it. */
function fillsItself({ notNull, fallback, identity, generated }) {
    return !notNull || [fallback, identity, generated].some((source) => source !== undefined);
}
function columnFacets(before, after) {
    const [then, now] = [columnOf(before), columnOf(after)];
    const differences = [
        then.type !== now.type && facet(then.type, now.type, typeBreaks(then.type, now.type)),
        then.collation !== now.collation &&
            facet(`collation ${then.collation ?? 'of the type'}`, `collation ${now.collation ?? 'of the type'}`), // prettier-ignore
        then.notNull !== now.notNull &&
            facet(nulls(then), nulls(now), now.notNull ? 'writes of the running release that leave it null fail' : ''), // prettier-ignore
        filling(then) !== filling(now) && facet(filling(then), filling(now), fillingBreaks(then, now)),
        then.storage !== now.storage && facet(then.storage ?? 'usual storage', now.storage ?? 'usual storage'), // prettier-ignore
    ];
    return differences.filter((difference) => difference !== false);
}
function nulls({ notNull }) {
    return notNull ? 'not null' : 'nullable';
}
function typeBreaks(before, after) {
    if (isWidening(before, after))
        return undefined;
    return isWidening(after, before)
        ? `the running release may write values that ${after} does not hold`
        : `the running release reads and writes it as ${before}`;
}
/** Where a value comes from that an insert does not give. */
function filling({ fallback, identity, generated }) {
    if (generated !== undefined)
        return `generated as ${fallback ?? ''}`;
    if (identity !== undefined)
        return `identity ${identity === 'a' ? 'always' : 'by default'}`;
    return fallback === undefined ? 'no default' : `default ${fallback}`;
}
function fillingBreaks(then, now) {
    if (fillsItself(then) && !fillsItself(now) && then.notNull) {
        return 'inserts of the running release that rely on the default fail';
    }
    if (now.generated !== undefined && then.generated === undefined) {
        return 'inserts and updates of the running release that give it a value fail';
    }
    if (now.identity === 'a' && then.identity !== 'a') {
        return 'inserts of the running release that give it a value fail';
    }
    if (then.generated !== undefined && now.generated === undefined) {
        return 'the running release relies on the database to compute it';
    }
    return undefined;
}

// EXTERNAL MODULE: ./src/postgres/difference/surroundings.ts
var surroundings = __webpack_require__(34404);
;// CONCATENATED MODULE: ./src/postgres/difference/addition.ts


const REFUSED = 'writes of the running release that break it are refused';
const DUPLICATES = 'duplicates that the running release may write are refused';
/**
 * Why the running release may trip over what came, on a table that was there before.
 * @returns undefined when it should not.
 */
function additionBreaks(come, now) {
    const { kind, object, relation = '' } = come;
    const { detail } = object;
    const table = (0,surroundings/* relationIn */.eR)(now, relation);
    switch (kind) {
        case 'column':
            if (table === undefined || !(0,surroundings/* isTable */.bI)(table) || fillsItself(columnOf(detail)))
                return undefined;
            return 'inserts of the running release, which give it no value, fail: it is not null and has no default';
        case 'constraint':
            return constraintBreaks(detail);
        case 'index':
            return detail.startsWith('CREATE UNIQUE INDEX') ? DUPLICATES : undefined;
        case 'trigger':
            return detail.endsWith(' enabled D')
                ? undefined
                : 'it runs on writes of the running release, too, and may change or refuse them';
        case 'rule':
            return 'it rewrites statements of the running release, too';
        case 'policy':
            return restricts(detail) && (0,surroundings/* hasRowSecurity */.lN)(now, relation)
                ? 'rows that it does not allow are hidden from the running release, and writes of them refused'
                : undefined;
        default:
            return undefined;
    }
}
function constraintBreaks(definition) {
    if (definition.endsWith(' NOT ENFORCED'))
        return undefined;
    return /^(UNIQUE|PRIMARY KEY|EXCLUDE)/.test(definition) ? DUPLICATES : REFUSED;
}
/** A further permissive policy only allows more. */
function restricts(policy) {
    return /^\S+ restrictive/.test(policy);
}

;// CONCATENATED MODULE: ./src/postgres/difference/datatype.ts


const LABEL = /'(?:[^']|'')*'/g;
/** @param before, after details such as `enum 'new', 'paid'`. */
function enumFacet(before, after) {
    const [then, now] = [labelsOf(before), labelsOf(after)];
    const gone = then.filter((label) => !now.includes(label));
    const come = now.filter((label) => !then.includes(label));
    if (gone.length > 0) {
        const renamed = gone.length === come.length && then.length === now.length;
        const words = renamed ? `renamed to ${come.join(', ')}` : 'gone';
        return facet(gone.join(', '), words, `reads and writes of the running release that use ${gone.join(', ')} fail`); // prettier-ignore
    }
    const reordered = now.filter((label) => then.includes(label)).join() !== then.join();
    const breaks = reordered ? 'the running release sorts and compares by the old order' : '';
    if (come.length === 0)
        return facet(then.join(', '), now.join(', '), breaks);
    return facet(undefined, `has the new label ${come.join(', ')}`, breaks);
}
function labelsOf(detail) {
    return detail.startsWith('enum ') ? (detail.match(LABEL) ?? []) : [];
}
const DOMAIN = /^domain over (.*?)(?: collate .*?)?( not null)?(?: default (.*?))?((?: \S+ CHECK .*)?)$/s; // prettier-ignore
/** Composite types have no definition of their own: their columns have. */
function domainFacet(before, after) {
    const [, type = '', notNull, fallback, checks = ''] = DOMAIN.exec(before) ?? [];
    const [, newType = '', newNotNull, newFallback, newChecks = ''] = DOMAIN.exec(after) ?? [];
    const narrower = !isWidening(type, newType) ||
        (newNotNull !== undefined && notNull === undefined) ||
        (newChecks !== checks && newChecks !== '');
    if (narrower)
        return facet(before, after, 'values that the running release writes may be refused');
    const lost = fallback !== undefined && newFallback === undefined && newNotNull !== undefined;
    return facet(before, after, lost ? 'inserts of the running release that rely on the default fail' : ''); // prettier-ignore
}

;// CONCATENATED MODULE: ./src/postgres/difference/privileges.ts

/** Letters of an aclitem; the rest of Postgres' table of privileges names no more for our kinds. */
const PRIVILEGES = {
    r: 'SELECT',
    a: 'INSERT',
    w: 'UPDATE',
    d: 'DELETE',
    D: 'TRUNCATE',
    x: 'REFERENCES',
    t: 'TRIGGER',
    m: 'MAINTAIN',
    U: 'USAGE',
    C: 'CREATE',
    X: 'EXECUTE',
};
/** `grantee=letters/grantor`; no grantee is PUBLIC, a star is the right to grant. */
const ITEM = /((?:"(?:[^"]|"")*"|[^\s="])*)=([A-Za-z*]*)\/(?:"(?:[^"]|"")*"|[^\s"])+/g;
const PUBLIC = 'PUBLIC';
/** Privileges of everybody whose privileges differ, in words. */
function grantFacets(before, after) {
    const [then, now] = [privilegesOf(before), privilegesOf(after)];
    const everybody = now.get(PUBLIC) ?? new Set();
    const roles = [...new Set([...then.keys(), ...now.keys()])].sort();
    return roles.flatMap((role) => {
        const [had, has] = [then.get(role) ?? new Set(), now.get(role) ?? new Set()];
        if (words(had) === words(has))
            return [];
        const lost = [...had].filter((letter) => !has.has(letter) && !everybody.has(letter));
        const breaks = lost.length > 0 ? `${role} loses ${words(new Set(lost))}` : '';
        return [
            { role, facet: facet(`${role} may ${words(had)}`, `${role} may ${words(has)}`, breaks) },
        ];
    });
}
function privilegesOf(grants) {
    const privileges = new Map();
    for (const [, role = '', letters = ''] of grants.matchAll(ITEM)) {
        const name = role === '' ? PUBLIC : role;
        const known = privileges.get(name) ?? new Set();
        for (const letter of letters.replaceAll('*', ''))
            known.add(letter);
        privileges.set(name, known);
    }
    return privileges;
}
function words(letters) {
    if (letters.size === 0)
        return 'nothing';
    return Object.keys(PRIVILEGES)
        .filter((letter) => letters.has(letter))
        .map((letter) => PRIVILEGES[letter])
        .concat([...letters].filter((letter) => !(letter in PRIVILEGES)))
        .join(', ');
}

;// CONCATENATED MODULE: ./src/postgres/difference/alteration.ts






/** Kinds whose definition ends in the md5 of a long text. */
const WITH_TEXT = new Set([
    'view',
    'materialized view',
    'function',
    'rule',
    'foreign data wrapper',
    'server',
]);
const TEXT = / ?([0-9a-f]{32})$/;
/** Everything in which an object differs from what it was. */
function facetsOf(before, after, now) {
    const { object } = after;
    return [
        ...(before.detail === object.detail ? [] : definitionFacets(before.detail, after, now)),
        ...rightsFacets(before, object),
    ];
}
/** An owner holds every privilege: who got and lost them by a change of owner is told with that. */
function rightsFacets(before, after) {
    const grants = grantFacets(before.grants, after.grants);
    if (before.owner === after.owner)
        return grants.map(({ facet: one }) => one);
    const lost = grants.find(({ role }) => role === before.owner)?.facet.breaks;
    return [
        facet(`owner ${before.owner}`, `owner ${after.owner}`, lost),
        ...grants
            .filter(({ role }) => role !== before.owner && role !== after.owner)
            .map(({ facet: one }) => one),
    ];
}
function definitionFacets(before, { kind, relation = '', object }, now) {
    // prettier-ignore
    const after = object.detail;
    if (kind === 'column')
        return columnFacets(before, after);
    if (WITH_TEXT.has(kind))
        return textFacets(before, after, kind);
    switch (kind) {
        case 'table':
        case 'partitioned table':
            return [facet(orNothing(before), orNothing(after), rowSecurityBreaks(before, after))];
        case 'constraint':
            return [facet(before, after, isOnlyValidated(before, after) ? '' : constraintBreaks(after))];
        case 'index':
            return [facet(before, after, indexBreaks(before, after))];
        case 'type':
            return [after.startsWith('enum ') ? enumFacet(before, after) : domainFacet(before, after)];
        case 'trigger':
            return triggerFacets(before, after);
        case 'policy':
            return [
                facet(before, after, (0,surroundings/* hasRowSecurity */.lN)(now, relation) ? 'other rows than before may be hidden from the running release, or their writes refused' : ''), // prettier-ignore
            ];
        case 'sequence':
            return sequenceFacets(before, after);
        case 'inheritance':
            return [facet(before, after, 'rows of the running release may be refused, or go elsewhere')];
        case 'extension':
            return [facet(before, after, 'its functions may behave otherwise, or be elsewhere')];
        default:
            return [facet(orNothing(before), orNothing(after))];
    }
}
/** The text is known by its md5 alone, so that it is another one is all there is to say. */
function textFacets(before, after, kind) {
    const [then, now] = [before.replace(TEXT, ''), after.replace(TEXT, '')];
    const hasText = TEXT.exec(before)?.[1] !== TEXT.exec(after)?.[1];
    const breaks = kind === 'rule' ? 'it rewrites statements of the running release, too' : '';
    return [
        ...(then === now ? [] : [facet(orNothing(then), orNothing(now), breaks)]),
        ...(hasText ? [facet(undefined, 'defined otherwise', breaks)] : []),
    ];
}
function orNothing(detail) {
    return detail === '' ? 'nothing special' : detail;
}
function rowSecurityBreaks(before, after) {
    const secured = ['row level security', 'forced'].find((words) => has(after, words) && !has(before, words));
    if (secured === undefined)
        return undefined;
    return 'rows that no policy allows are hidden from the running release, and its writes of them refused';
}
function has(detail, words) {
    return ` ${detail} `.includes(` ${words} `);
}
function isOnlyValidated(before, after) {
    return before === `${after} NOT VALID`;
}
function indexBreaks(before, after) {
    const definition = (detail) => detail.replace(/ INVALID$/, '');
    if (after.endsWith(' INVALID') && !before.endsWith(' INVALID')) {
        return 'it serves no reads and takes every write';
    }
    if (definition(before) === definition(after))
        return undefined;
    return after.startsWith('CREATE UNIQUE INDEX')
        ? 'duplicates that the running release may write are refused'
        : undefined;
}
const ENABLED = / enabled (\w)$/;
function triggerFacets(before, after) {
    const fires = (detail) => ENABLED.exec(detail)?.[1] !== 'D';
    if (before.replace(ENABLED, '') === after.replace(ENABLED, '')) {
        const state = (detail) => (fires(detail) ? 'enabled' : 'disabled');
        const breaks = fires(after) ? 'it runs on writes of the running release, too, and may change or refuse them' : 'what it did on writes of the running release no longer happens'; // prettier-ignore
        return fires(before) === fires(after)
            ? [facet(before, after)]
            : [facet(state(before), state(after), breaks)];
    }
    return [facet(before, after, fires(after) ? 'it does otherwise on writes of the running release' : '')]; // prettier-ignore
}
/** E.g. `as bigint start 1 increment 1 min 1 max 10 cache 1 cycle owned by public.t.id`. */
const SEQUENCE = /(as \w+|(?:start|increment|min|max|cache) -?\d+|cycle|owned by .*)/g;
function sequenceFacets(before, after) {
    const [then, now] = [before.match(SEQUENCE) ?? [], after.match(SEQUENCE) ?? []];
    const words = (parts, others) => parts.filter((part) => !others.includes(part)).join(' ');
    return [facet(words(then, now), orNothing(words(now, then)), sequenceBreaks(then, now))];
}
function sequenceBreaks(then, now) {
    const value = (parts, name) => BigInt(parts.find((part) => part.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
    if (value(then, 'increment') !== value(now, 'increment')) {
        return 'a release that takes numbers in blocks may give one twice';
    }
    return value(now, 'max') < value(then, 'max') || value(now, 'min') > value(then, 'min')
        ? 'it ends earlier than the running release expects'
        : undefined;
}

;// CONCATENATED MODULE: ./src/postgres/difference/change.ts
const SIGNS = {
    removed: '-',
    changed: '~',
    added: '+',
};
const ORDER = Object.keys(SIGNS);
/** The entry as a line: `~ column public.services.price numeric → integer`. */
function changeWords({ kind, object, before, after }) {
    const difference = [before, after].filter((part) => part !== undefined).join(' → ');
    return `${SIGNS[kind]} ${object}${difference === '' ? '' : ` ${difference}`}`;
}
/** What may break the running release first, then removed, changed, added; each by name. */
function byWeight(a, b) {
    const weight = ({ kind, breaks }) => ORDER.indexOf(kind) + (breaks === undefined ? ORDER.length : 0);
    return weight(a) - weight(b) || (a.object < b.object ? -1 : a.object > b.object ? 1 : 0);
}
/** A change with the parts of it that there are; empty ones are left out. */
function change(kind, object, { before = '', after = '', breaks = '' }) {
    return {
        kind,
        object,
        ...(before === '' ? {} : { before }),
        ...(after === '' ? {} : { after }),
        ...(breaks === '' ? {} : { breaks }),
    };
}

// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
;// CONCATENATED MODULE: ./src/postgres/difference/renames.ts


/**
 * Pairs what went with what came, where exactly one of each fits. First relations and types, then
 * columns, then what hangs on them: each round reads the catalog with the names of the last.
 */
function findRenames(before, after) {
    const renames = [];
    let known = before;
    for (const round of [ofOwnName, ofColumns, ofParts]) {
        const found = pairs(known, after, round);
        renames.push(...found);
        if (found.length > 0)
            known = underNewNames(known, found, after);
    }
    return { renames, before: known };
}
const ofOwnName = (object, columns) => {
    const { kind, name } = object;
    const { detail } = object.object;
    if ((0,surroundings/* isRelation */.LL)(object)) {
        const own = columns.get(name) ?? [];
        return own.length === 0 ? undefined : JSON.stringify([kind, detail, own]);
    }
    if (kind === 'sequence' && (0,surroundings/* ownerOfSequence */.OW)(object) !== undefined)
        return `${kind} ${detail}`;
    if (kind !== 'type')
        return undefined;
    return detail === 'composite'
        ? JSON.stringify([kind, columns.get(name) ?? []])
        : `${kind} ${detail}`;
};
const ofColumns = ({ kind, relation, object }) => kind === 'column' ? JSON.stringify([relation, object.detail]) : undefined;
const ofParts = ({ kind, relation, own, object }) => ['constraint', 'index', 'trigger', 'policy'].includes(kind)
    ? JSON.stringify([kind, relation, withWord(object.detail, own, '…')])
    : undefined;
function pairs(before, after, sameness) {
    const gone = only(before, after).map(surroundings/* placed */.GS);
    const come = only(after, before).map(surroundings/* placed */.GS);
    if (gone.length === 0 || come.length === 0)
        return [];
    const candidates = bySameness(come, columnsOf(after), sameness);
    return [...bySameness(gone, columnsOf(before), sameness)].flatMap(([same, from]) => {
        const to = candidates.get(same) ?? [];
        const [[first], [second]] = [from, to];
        return from.length === 1 && to.length === 1 && first !== undefined && second !== undefined
            ? [{ from: first, to: second }]
            : [];
    });
}
function bySameness(objects, columns, sameness) {
    const groups = new Map();
    for (const object of objects) {
        const same = sameness(object, columns);
        if (same !== undefined)
            groups.set(same, [...(groups.get(same) ?? []), object]);
    }
    return groups;
}
function columnsOf(catalog) {
    const columns = new Map();
    for (const object of catalog.values()) {
        const { kind, relation, own } = object.key.startsWith('column ') ? (0,surroundings/* placed */.GS)(object) : NOTHING;
        if (kind !== 'column' || relation === undefined)
            continue;
        const known = columns.get(relation);
        if (known === undefined)
            columns.set(relation, [`${own} ${object.detail}`]);
        else
            known.push(`${own} ${object.detail}`);
    }
    return columns;
}
const NOTHING = { kind: '', relation: undefined, own: '' };
function only(catalog, other) {
    return [...catalog.values()].filter(({ key }) => !other.has(key));
}
/**
 * The catalog with the new names in keys, and in definitions wherever those are not yet what they
 * are in the catalog after: a name is too short a word to be replaced on sight.
 */
function underNewNames(catalog, renames, after) {
    const byKey = new Map(renames.map((rename) => [rename.from.object.key, rename.to.object]));
    const names = new Names(renames);
    const renamed = [...catalog.values()].map((object) => {
        const heir = byKey.get(object.key);
        if (heir !== undefined)
            return { ...object, key: heir.key, detail: heir.detail };
        const one = (0,surroundings/* placed */.GS)(object);
        const key = names.keyOf(one);
        const isDone = object.detail === after.get(key)?.detail;
        return { ...object, key, detail: isDone ? object.detail : names.definitionOf(one) };
    });
    return new Map(renamed.map((object) => [object.key, object]));
}
const QUALIFIED = new RegExp(`${catalogobject/* IDENTIFIER */.cS}\\.${catalogobject/* IDENTIFIER */.cS}`, 'g');
const REFERENCED = new RegExp(` REFERENCES (${catalogobject/* IDENTIFIER */.cS}\\.${catalogobject/* IDENTIFIER */.cS})`);
/** New names by the old ones. */
class Names {
    /** Of relations and types. */
    relations;
    /** Of the columns of a relation. */
    columns = new Map();
    constructor(renames) {
        this.relations = new Map(renames.filter(({ from }) => from.relation === undefined).map(({ from, to }) => [from.name, to.name]));
        for (const rename of renames.filter(({ from }) => from.kind === 'column')) {
            const relation = rename.from.relation ?? '';
            this.columns.set(relation, [...(this.columns.get(relation) ?? []), rename]);
        }
    }
    keyOf({ kind, relation, object }) {
        const name = this.relations.get(relation ?? '');
        if (name === undefined || relation === undefined)
            return object.key;
        return `${kind} ${name}${object.key.slice(kind.length + 1 + relation.length)}`;
    }
    definitionOf(one) {
        const { detail } = one.object;
        const qualified = detail.replace(QUALIFIED, (name) => this.relations.get(name) ?? name);
        const concerned = [
            one.relation,
            REFERENCED.exec(detail)?.[1],
            (0,surroundings/* ownerOfSequence */.OW)(one)?.match(QUALIFIED)?.[0],
        ];
        return [...new Set(concerned)]
            .flatMap((relation) => this.columns.get(relation ?? '') ?? [])
            .reduce((text, { from, to }) => withWord(text, from.own, to.own), qualified);
    }
}
/** Replaces a name where it stands as a word of its own. */
function withWord(text, word, replacement) {
    return text
        .split(word)
        .reduce((done, rest) => /[\w$]$/.test(done) || /^[\w$]/.test(rest) ? done + word + rest : done + replacement + rest);
}

;// CONCATENATED MODULE: ./src/postgres/difference/folding.ts



const PLURALS = {
    index: 'indexes',
    policy: 'policies',
    inheritance: 'inheritances',
};
/**
 * Puts the parts of relations and types, and what hangs on a column, under what they belong to, so
 * that a dropped table is one entry. All of them came, or all of them went.
 */
function fold(objects) {
    const owners = new Map(objects.filter((one) => (0,surroundings/* isRelation */.LL)(one) || one.kind === 'type').map((one) => [one.name, one]));
    const columns = objects.filter(({ kind, relation = '' }) => kind === 'column' && !owners.has(relation)); // prettier-ignore
    const constraints = new Set(objects.filter(({ kind }) => kind === 'constraint').map(({ name }) => name));
    const parts = new Map();
    const standing = objects.filter((one) => {
        // The index of a constraint is told by the constraint.
        if (one.kind === 'index' && constraints.has(one.name))
            return false;
        const owner = owners.get(one.relation ?? '') ?? ownerAmong(one, owners, columns);
        if (owner === undefined || owner === one)
            return true;
        parts.set(owner, [...(parts.get(owner) ?? []), one]);
        return false;
    });
    return standing.map((object) => ({ object, parts: parts.get(object) ?? [] }));
}
function ownerAmong(one, owners, columns) {
    const column = (0,surroundings/* ownerOfSequence */.OW)(one);
    if (column !== undefined) {
        return columns.find(({ name }) => name === column) ?? [...owners.values()].find(({ name }) => column.startsWith(`${name}.`)); // prettier-ignore
    }
    if (one.kind !== 'constraint' && one.kind !== 'index')
        return undefined;
    return columns.find(({ relation, own }) => relation === one.relation && withWord(one.object.detail, own, '') !== one.object.detail);
}
/** E.g. `with 7 columns, 2 indexes`; empty for an object without parts. */
function partWords(parts) {
    const counts = new Map();
    for (const { kind } of parts)
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const words = [...counts].map(([kind, number]) => number === 1 ? `1 ${kind}` : `${number} ${PLURALS[kind] ?? `${kind}s`}`);
    return words.length === 0 ? '' : `with ${words.join(', ')}`;
}
/** What an entry says of an object that came or went, beside its name. */
function definitionWords({ object, parts }) {
    const counted = partWords(parts);
    if ((0,surroundings/* isRelation */.LL)(object) || object.kind === 'function' || object.object.detail === 'composite') {
        return counted;
    }
    return [shortDefinition(object), counted].filter((part) => part !== '').join(' ');
}
const COMMANDS = { r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE', '*': 'ALL' }; // prettier-ignore
/** What the catalog says of an object, without what goes without saying. */
function shortDefinition({ kind, object: { detail } }) {
    switch (kind) {
        case 'column':
            return withoutStorage(detail);
        case 'policy':
            return detail
                .replace(/^\S/, (command) => `for ${COMMANDS[command] ?? command}`)
                .replace(/ to -( |$)/, ' to PUBLIC$1');
        case 'trigger':
            return detail.replace(/ enabled O$/, '');
        case 'sequence':
            return /^as \w+/.exec(detail)?.[0] ?? '';
        default:
            return detail.replace(/(^| )[0-9a-f]{32}$/, '');
    }
}
function withoutStorage(detail) {
    const { storage = '' } = columnOf(detail);
    return storage === '' ? detail : detail.slice(0, -storage.length - 1);
}

;// CONCATENATED MODULE: ./src/postgres/difference/inheritance.ts

function parentsIn(catalog) {
    const parents = new Map();
    for (const object of catalog.values()) {
        if (!object.key.startsWith('inheritance '))
            continue;
        const { name, relation = '' } = (0,surroundings/* placed */.GS)(object);
        const parent = name.slice(relation.length + ' of '.length);
        parents.set(relation, [...(parents.get(relation) ?? []), parent]);
    }
    return parents;
}
const PART = / part of (\S+)/;
/** Without what partitions only follow in: a column of a thousand partitions is one column. */
function withoutInherited(objects, parents) {
    const there = new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
    const indexes = new Set(objects.filter(({ kind }) => kind === 'index').map(({ relation = '', own }) => `${schemaOf(relation)}.${own}`));
    return objects.filter(({ kind, relation = '', own, object }) => {
        const whole = kind === 'index' ? PART.exec(object.detail)?.[1] : undefined;
        if (whole !== undefined && indexes.has(whole))
            return false;
        const from = parents.get(relation) ?? [];
        return !from.some((parent) => there.has(`${kind} ${parent}.${own}`));
    });
}
function schemaOf(relation) {
    return relation.slice(0, relation.lastIndexOf('.'));
}

;// CONCATENATED MODULE: ./src/postgres/difference/removal.ts

const READS_AND_WRITES = 'reads and writes of the running release fail';
const NAMED = 'statements of the running release that name it fail';
const BREAKS = {
    table: READS_AND_WRITES,
    'partitioned table': READS_AND_WRITES,
    'foreign table': READS_AND_WRITES,
    view: READS_AND_WRITES,
    'materialized view': READS_AND_WRITES,
    column: READS_AND_WRITES,
    function: 'calls of the running release fail',
    type: NAMED,
    sequence: 'the running release can take no more numbers from it',
    schema: 'everything that the running release used in it is gone',
    extension: 'its types, functions and operators are gone',
    trigger: 'what it did on writes of the running release no longer happens',
    rule: 'what it did on writes of the running release no longer happens',
    publication: 'whoever subscribed to it gets no more changes',
    server: 'its foreign tables can no longer be reached',
    'user mapping': 'foreign tables of its server can no longer be reached by this role',
    inheritance: 'its rows are no longer among those of the parent',
    operator: NAMED,
    collation: NAMED,
    cast: 'statements of the running release that convert so fail',
    'text search configuration': NAMED,
    language: NAMED,
};
/** Why the running release may miss what is gone; undefined when it should not. */
function removalBreaks(gone, now) {
    const { kind, object, relation = '' } = gone;
    switch (kind) {
        case 'constraint':
            return /^(UNIQUE|PRIMARY KEY|EXCLUDE)/.test(object.detail) ? noConflict() : undefined;
        case 'index':
            return object.detail.startsWith('CREATE UNIQUE INDEX') ? noConflict() : undefined;
        case 'policy':
            return /^\S+ permissive/.test(object.detail) && (0,surroundings/* hasRowSecurity */.lN)(now, relation)
                ? 'rows that it allowed are hidden from the running release, and writes of them refused'
                : undefined;
        case 'function':
            return overloadBreaks(gone, now);
        default:
            return BREAKS[kind];
    }
}
function noConflict() {
    return 'INSERT … ON CONFLICT of the running release fails where it relies on it, and duplicates are no longer refused';
}
/** A function of other arguments takes the old calls only where defaults fill what they do not give. */
function overloadBreaks({ kind, name }, now) {
    const stem = `${kind} ${name.slice(0, name.indexOf('(') + 1)}`;
    const others = [...now.keys()].filter((key) => key.startsWith(stem));
    const known = BREAKS[kind] ?? '';
    if (others.length === 0)
        return known;
    return `${known} unless they fit ${others.map((key) => key.slice(kind.length + 1)).join(' or ')}`;
}

;// CONCATENATED MODULE: ./src/postgres/catalogdiff.ts









/**
 * What a release that was written for the one catalog finds different in the other: one entry an
 * object, parts of what came or went under it, renames recognised where only one is possible. First
 * what may break the running release, then removed, changed, added, each by name.
 * @param before, after lines of readCatalog.
 */
function catalogDiff(before, after) {
    const [went, came] = [(0,surroundings/* differing */.R1)(before, after), (0,surroundings/* differing */.R1)(after, before)];
    if (came.size === 0 && went.size === 0)
        return [];
    const whole = (0,surroundings/* catalogOf */.Hh)(after);
    const parents = parentsIn(whole);
    const { renames, before: known } = findRenames(went, came);
    const altered = alterations(known, came);
    const told = new Set(altered.map(({ after: { name } }) => name));
    const isOwn = (one) => !told.has((0,surroundings/* ownerOfSequence */.OW)(one) ?? '');
    const [gone, come] = [catalogdiff_only(known, came), catalogdiff_only(came, known)].map((objects) => fold(withoutInherited(objects.filter(isOwn), parents)));
    return [
        ...renames.filter(isTold).map((rename) => renaming(rename, whole)),
        ...gone.map((one) => removal(one, whole)),
        ...come.map((one) => addition(one, whole)),
        ...withoutInherited(altered.map(({ after: one }) => one), parents).map((one) => alteration(known, one, whole)), // prettier-ignore
    ].sort(byWeight);
}
function catalogdiff_only(catalog, other) {
    return [...catalog.values()].filter(({ key }) => !other.has(key)).map(surroundings/* placed */.GS);
}
/** The index of a constraint goes by the constraint's name. */
function isTold({ from }, _, all) {
    return (from.kind !== 'index' ||
        !all.some((other) => other.from.kind === 'constraint' && other.from.name === from.name));
}
/** Names of these are in no statement of an application. */
const UNNAMED = new Set(['constraint', 'index', 'trigger', 'policy']);
function renaming({ from, to }, now) {
    const heir = (0,surroundings/* relationIn */.eR)(now, from.name);
    const old = heir === undefined ? 'the running release asks for the old name' : `under the old name it finds a ${heir.kind}`; // prettier-ignore
    return change('changed', `${from.kind} ${from.name}`, {
        after: `renamed to ${from.relation === undefined ? to.name : to.own}, or dropped and another one made like it`,
        breaks: UNNAMED.has(from.kind) ? undefined : old,
    });
}
function removal(gone, now) {
    const { object } = gone;
    const heir = (0,surroundings/* relationIn */.eR)(now, object.name);
    const key = `${object.kind} ${object.name}`;
    if (heir !== undefined && object.relation === undefined) {
        return change('changed', key, {
            after: `is a ${heir.kind} now`,
            breaks: (0,surroundings/* isTable */.bI)(object) && !(0,surroundings/* isTable */.bI)(heir) ? `writes of the running release fail where the ${heir.kind} does not take them` : undefined, // prettier-ignore
        });
    }
    return change('removed', key, {
        before: definitionWords(gone),
        breaks: removalBreaks(object, now),
    });
}
function addition(come, now) {
    const { object, parts } = come;
    const breaks = [
        additionBreaks(object, now),
        ...(object.kind === 'column'
            ? parts.filter((part) => isFelt(part, object, now)).map((part) => additionBreaks(part, now))
            : []),
    ].filter((words) => words !== undefined);
    return change('added', `${object.kind} ${object.name}`, {
        after: definitionWords(come),
        breaks: [...new Set(breaks)].join('; '),
    });
}
/**
 * Whether rows of a release that does not know the new column can break what was made with it: the
 * rows that were there had to pass it with the same value, so only other columns, or the same value
 * twice, can.
 */
function isFelt({ object: { detail } }, column, now) {
    const isFilled = column.object.detail.includes(' default ');
    if (/^(UNIQUE|PRIMARY KEY|EXCLUDE|CREATE UNIQUE INDEX)/.test(detail))
        return isFilled;
    const prefix = `column ${column.relation ?? ''}.`;
    return [...now.keys()].some((key) => {
        if (!key.startsWith(prefix) || key === column.object.key)
            return false;
        return detail.startsWith('CHECK') && withWord(detail, key.slice(prefix.length), '') !== detail;
    });
}
function alterations(known, came) {
    const changed = [...known.values()].flatMap((before) => {
        const object = came.get(before.key);
        return object === undefined || isSame(before, object)
            ? []
            : [{ before, after: (0,surroundings/* placed */.GS)(object) }];
    });
    const constraints = new Set(changed.filter(({ after }) => after.kind === 'constraint').map(({ after }) => after.name));
    return changed.filter(({ after }) => after.kind !== 'index' || !constraints.has(after.name));
}
function isSame(before, { detail, owner, grants }) {
    return before.detail === detail && before.owner === owner && before.grants === grants;
}
function alteration(known, after, now) {
    const facets = facetsOf(known.get(after.object.key) ?? after.object, after, now);
    const words = (texts, between = ', ') => [...new Set(texts.filter((text) => text !== undefined && text !== ''))].join(between);
    return change('changed', `${after.kind} ${after.name}`, {
        before: words(facets.map((facet) => facet.before)),
        after: facets.length === 0 ? 'other rights to grant' : words(facets.map((facet) => facet.after)), // prettier-ignore
        breaks: words(facets.map(({ breaks }) => breaks), '; '), // prettier-ignore
    });
}


/***/ }),

/***/ 34404:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ placed),
/* harmony export */   Hh: () => (/* binding */ catalogOf),
/* harmony export */   LL: () => (/* binding */ isRelation),
/* harmony export */   OW: () => (/* binding */ ownerOfSequence),
/* harmony export */   R1: () => (/* binding */ differing),
/* harmony export */   bI: () => (/* binding */ isTable),
/* harmony export */   eR: () => (/* binding */ relationIn),
/* harmony export */   lN: () => (/* binding */ hasRowSecurity)
/* harmony export */ });
/* harmony import */ var _catalogobject_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99867);

function placed(object) {
    return { ...(0,_catalogobject_js__WEBPACK_IMPORTED_MODULE_0__/* .placeOf */ .$t)(object), object };
}
function catalogOf(lines) {
    return new Map(lines.map(_catalogobject_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy).map((object) => [object.key, object]));
}
/**
 * What is in one catalog and not in the other, and all parts of relations that are not: a view may
 * have the columns of the table that had its name.
 */
function differing(lines, others) {
    const there = new Set(others);
    const rest = lines.filter((line) => !there.has(line));
    const relations = new Set(rest.map((line) => placed((0,_catalogobject_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(line))).filter(isRelation).map(({ name }) => name));
    if (relations.size === 0)
        return catalogOf(rest);
    return catalogOf(lines.filter((line) => !there.has(line) || relations.has(placed((0,_catalogobject_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(line)).relation ?? '')));
}
const TABLES = ['table', 'partitioned table', 'foreign table'];
const RELATIONS = [...TABLES, 'view', 'materialized view'];
const isTable = ({ kind }) => TABLES.includes(kind);
const isRelation = ({ kind }) => RELATIONS.includes(kind);
/** The relation of that name; types that rows do not live in are none. */
function relationIn(catalog, name) {
    for (const kind of RELATIONS) {
        const object = catalog.get(`${kind} ${name}`);
        if (object !== undefined)
            return placed(object);
    }
    return undefined;
}
/** Whether the table's policies decide which rows a role sees. */
function hasRowSecurity(catalog, name) {
    return /(^| )row level security( |$)/.test(relationIn(catalog, name)?.object.detail ?? '');
}
/** The column that the sequence belongs to, e.g. `public.bookings.id`. */
function ownerOfSequence({ kind, object }) {
    return kind === 'sequence' ? / owned by (.*)$/.exec(object.detail)?.[1] : undefined;
}


/***/ }),

/***/ 25485:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ watched),
/* harmony export */   p: () => (/* binding */ watchedFingerprint)
/* harmony export */ });
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33679);
/* harmony import */ var _catalogobject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99867);
/* harmony import */ var _difference_surroundings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34404);



/**
 * Roles of providers' own services, which change what they own without anybody's doing: Supabase,
 * PgBouncer's lookup, RDS, Cloud SQL, Azure, Neon.
 */
const PROVIDERS = /^(supabase_\w+|pgbouncer|rdsadmin|cloudsqladmin|azuresu|cloud_admin)$/;
const DEFAULT_GRANTS_FOR = /^default grants (?:.* )?for (\S+)/;
const VERSION = /^\S+ (?=in )/;
/**
 * The lines of a catalog that change only when a person or a deploy changes them. Left out are what
 * providers' roles own, their schemas in which nobody else has anything (`public` is everybody's,
 * whoever owns it), schemas of extensions and what is in them, versions of extensions, and
 * partitions, which jobs make and drop by the calendar. What somebody else puts on one of these,
 * such as a trigger on a provider's table, is not watched either.
 */
function watched(lines) {
    const objects = lines.map(_catalogobject_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy).map(_difference_surroundings_js__WEBPACK_IMPORTED_MODULE_2__/* .placed */ .GS);
    const foreign = new Set(objects.filter(hasForeignParts).map(({ relation, name }) => relation ?? name)); // prettier-ignore
    const isForeign = ({ name, relation, object }) => isOfProvider(object) ||
        foreign.has(relation ?? name) ||
        PROVIDERS.test(DEFAULT_GRANTS_FOR.exec(object.key)?.[1] ?? '');
    const inhabited = new Set(objects.filter((place) => place.object.owner !== '' && !isForeign(place)).map(schemaIn));
    const schemas = new Set(objects.filter(({ kind, name, object }) => kind === 'schema' && (!isOfProvider(object) || name === 'public' || inhabited.has(name))).map(({ name }) => name));
    const isWatched = (place) => {
        const schema = schemaIn(place);
        if (place.kind === 'schema')
            return schemas.has(place.name);
        return (schema === undefined || schemas.has(schema)) && !isForeign(place);
    };
    return objects.filter(isWatched).map(({ kind, object }) => (0,_catalogobject_js__WEBPACK_IMPORTED_MODULE_1__/* .lineOf */ .cA)(kind === 'extension' ? { ...object, detail: object.detail.replace(VERSION, '') } : object));
}
/** sha256 in hex over them. */
function watchedFingerprint(lines) {
    return (0,_catalog_js__WEBPACK_IMPORTED_MODULE_0__.catalogFingerprint)(watched(lines));
}
function isOfProvider({ owner }) {
    return PROVIDERS.test(owner);
}
/** Relations and composite types, whose parts have no owner. A child by `inherits` has no bounds. */
function hasForeignParts(place) {
    const { kind, object } = place;
    if (kind === 'inheritance')
        return object.detail !== '';
    return ((0,_difference_surroundings_js__WEBPACK_IMPORTED_MODULE_2__/* .isRelation */ .LL)(place) || kind === 'type') && isOfProvider(object);
}
/** The schema as the name writes it. */
function schemaIn({ name, object }) {
    const schema = (0,_catalogobject_js__WEBPACK_IMPORTED_MODULE_1__/* .schemaOf */ .pP)(object);
    if (schema === undefined)
        return undefined;
    const quoted = `"${schema.replaceAll('"', '""')}"`;
    return name.startsWith(quoted) ? quoted : schema;
}


/***/ })

};
