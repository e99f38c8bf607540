export { IntakeModule } from './intake.module.js';
export { registerIntakeParsers } from './http-body.js';
export { intakeMigrations } from './intake.migration.js';
export { maySay, powers, type Power } from './intake.powers.js';
export { intakeRefusals, type IntakeCode, type IntakeRefusal } from './intake.refusals.js';
export { IntakeSource, type Deliver } from './intake-source.port.js';
export { FacilityRegions } from './facility-regions.adapter.js';
export { Rejections } from './rejections.adapter.js';
export { Intake, type IntakeDesk } from './intake.js';
export * from './record.js';
export type { Sender } from './sender.js';
export { preview, type Preview } from './preview.js';
export { shippedMapping, shippedMappings } from './shipped-mappings.js';
export { KafkaDoorModule } from './kafka-door.module.js';
export { KafkaSource, type KafkaSourceDesk, type KafkaSourceOptions } from './kafka-source.adapter.js';
export {
  deadLetterTopic,
  ingressTopics,
  sendingDepartments,
  type IngressTopic,
} from './kafka-topics.words.js';
