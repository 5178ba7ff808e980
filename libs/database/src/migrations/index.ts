import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { RoleNames } from '../roles.js';
import { answersOwned } from './answers-owned.js';
import { audit } from './audit.js';
import { caseStages } from './case-stages.js';
import { clock } from './clock.js';
import { clockNeverBack } from './clock-never-back.js';
import { clocksCounted } from './clocks-counted.js';
import { clocksListed } from './clocks-listed.js';
import { clocksReadFast } from './clocks-read-fast.js';
import { clocksTraced } from './clocks-traced.js';
import { clocksWarn } from './clocks-warn.js';
import { clocksWorked } from './clocks-worked.js';
import { codeAttempts } from './code-attempts.js';
import { complaints } from './complaints.js';
import { entriesForDossiers, reasonsForDossiers, saltsForDossiers } from './dossiers.js';
import { escalation } from './escalation.js';
import { escalationTexts } from './escalation-texts.js';
import { eventlog } from './eventlog.js';
import { externalReferences } from './external-references.js';
import { eventlogOnKafka } from './eventlog-on-kafka.js';
import { messages } from './messages.js';
import { outboxGuarded } from './outbox-guarded.js';
import { ombudsman } from './ombudsman.js';
import { queries } from './queries.js';
import { reference } from './reference.js';
import { fullText, synonymList } from './full-text.js';
import { fullTextLinear } from './full-text-linear.js';
import {
  cardsUpdated,
  casesUpdated,
  clocksUpdated,
  escalationsUpdated,
  messagesUpdated,
  officesContact,
} from './reads.js';
import { quoted, type SchemaStep } from './schema-sql.js';
import { sla } from './sla.js';
import { slaPromise } from './sla-promise.js';
import { summaryRunsFor } from './summary-runs-for.js';
import { summaryTallies } from './summary-tallies.js';
import { vault } from './vault.js';
import { vaultAmended } from './vault-amended.js';
import { vaultCodeCounter } from './vault-code-counter.js';
import { vaultDisclosures } from './vault-disclosures.js';
import { vaultKeys } from './vault-keys.js';

/** All migrations, oldest first. A released migration is never edited. */
const steps: readonly SchemaStep[] = [
  clock,
  reference,
  complaints,
  vault,
  eventlog,
  sla,
  escalation,
  ombudsman,
  audit,
  queries,
  eventlogOnKafka,
  clockNeverBack,
  clocksReadFast,
  vaultAmended,
  clocksListed,
  escalationTexts,
  clocksWarn,
  vaultCodeCounter,
  slaPromise,
  caseStages,
  saltsForDossiers,
  reasonsForDossiers,
  entriesForDossiers,
  summaryTallies,
  messages,
  fullText,
  clocksCounted,
  clocksTraced,
  clocksWorked,
  synonymList,
  fullTextLinear,
  outboxGuarded,
  codeAttempts,
  clocksUpdated,
  escalationsUpdated,
  casesUpdated,
  cardsUpdated,
  messagesUpdated,
  officesContact,
  answersOwned,
  vaultKeys,
  summaryRunsFor,
  vaultDisclosures,
  externalReferences,
];

/** Creates the TypeORM migrations for the roles of one deployment. */
export const migrationsFor = (roles: RoleNames): (new () => MigrationInterface)[] =>
  steps.map(step => {
    const names = quoted(roles);
    return class implements MigrationInterface {
      readonly name = step.name;
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(`CREATE SCHEMA IF NOT EXISTS ${step.schema} AUTHORIZATION ${names.owner(step.schema)}`);
        await runner.query(`SET LOCAL ROLE ${names.owner(step.schema)}`);
        await runner.query(step.sql(names));
        await runner.query('RESET ROLE');
      }
      async down(): Promise<void> {
        throw new Error(`${step.name}: restore a backup instead; complaints are never migrated backwards.`);
      }
    };
  });

/** The SQL of all migrations. Two databases with the same SQL have the same schema. */
export const historyText = (roles: RoleNames): string => steps.map(step => step.sql(quoted(roles))).join('\n');
