import { Module } from '@nestjs/common';
import { doorProviders } from '@tuntas/complaint/storage';
import { foundation, keepingAnswers } from '@tuntas/service';
import { CaseworkController } from './http/casework.controller.js';
import { AcceptComplaint, ResolveComplaint, RespondToComplaint } from './use-cases/office-acts.js';

/** The office's door. */
@Module({
  controllers: [CaseworkController],
  providers: [...foundation('casework', { poolSize: 6 }), ...doorProviders, keepingAnswers, AcceptComplaint, RespondToComplaint, ResolveComplaint],
})
export class CaseworkModule {}
