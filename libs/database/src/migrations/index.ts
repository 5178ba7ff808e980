import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { RoleNames } from '../roles.js';
import { clock } from './0001-clock.js';
import { reference } from './0002-reference.js';
import { complaints } from './0003-complaints.js';
import { vault } from './0004-vault.js';
import { eventlog } from './0005-eventlog.js';
import { sla } from './0006-sla.js';
import { escalation } from './0007-escalation.js';
import { ombudsman } from './0008-ombudsman.js';
import { audit } from './0009-audit.js';
import { queries } from './0010-queries.js';
import { eventlogOnKafka } from './0011-eventlog-on-kafka.js';
import { clockNeverBack } from './0012-clock-never-back.js';
import { clocksReadFast } from './0013-clocks-read-fast.js';
import { vaultAmended } from './0014-vault-amended.js';
import { clocksListed } from './0015-clocks-listed.js';
import { escalationTexts } from './0016-escalation-texts.js';
import { clocksWarn } from './0017-clocks-warn.js';
import { vaultCodeCounter } from './0018-vault-code-counter.js';
import { slaPromise } from './0019-sla-promise.js';
import { caseStages } from './0020-case-stages.js';
import { saltsForDossiers } from './0021-salts-for-dossiers.js';
import { reasonsForDossiers } from './0022-reasons-for-dossiers.js';
import { entriesForDossiers } from './0023-entries-for-dossiers.js';
import { summaryTallies } from './0024-summary-tallies.js';
import { messages } from './0025-messages.js';
import { fullText } from './0026-full-text.js';
import { clocksCounted } from './0027-clocks-counted.js';
import { clocksTraced } from './0028-clocks-traced.js';
import { clocksWorked } from './0029-clocks-worked.js';
import { synonymList } from './0030-synonym-list.js';
import { answersOwned } from './0031-answers-owned.js';
import { vaultKeys } from './0032-vault-keys.js';
import { fullTextLinear } from './0033-full-text-linear.js';
import { summaryRunsFor } from './0034-summary-runs-for.js';
import { codeAttempts } from './0035-code-attempts.js';
import { outboxGuarded } from './0036-outbox-guarded.js';
import { vaultDisclosures } from './0037-vault-disclosures.js';
import { externalReferences } from './0038-external-references.js';
import { clocksUpdated } from './0039-clocks-updated.js';
import { escalationsUpdated } from './0040-escalations-updated.js';
import { casesUpdated } from './0041-cases-updated.js';
import { cardsUpdated } from './0042-cards-updated.js';
import { messagesUpdated } from './0043-messages-updated.js';
import { officesContact } from './0044-offices-contact.js';
import { quoted, type SchemaStep } from './schema-step.js';

/** All migrations, in the order of their numbers and of the timestamps in their names. */
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
  answersOwned,
  vaultKeys,
  fullTextLinear,
  summaryRunsFor,
  codeAttempts,
  outboxGuarded,
  vaultDisclosures,
  externalReferences,
  clocksUpdated,
  escalationsUpdated,
  casesUpdated,
  cardsUpdated,
  messagesUpdated,
  officesContact,
];

/** The schemas. Each has its own owner role that cannot log in. */
export const schemas: readonly string[] = [...new Set(steps.map(step => step.schema))];

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
