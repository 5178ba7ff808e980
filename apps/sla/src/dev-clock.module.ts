import { Module } from '@nestjs/common';
import { DevClockController } from './http/dev-clock.controller.js';
import { SlaModule } from './sla.module.js';

/** `/dev/clock`; never part of a production process. */
@Module({ imports: [SlaModule], controllers: [DevClockController] })
export class DevClockModule {}
