import { Module } from '@nestjs/common';
import { DevClockController } from './http/dev-clock.controller.js';
import { SlaModule } from './sla.module.js';

/** The endpoint `/dev/clock`; it is never mounted in production. */
@Module({ imports: [SlaModule], controllers: [DevClockController] })
export class DevClockModule {}
