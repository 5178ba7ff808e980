import { Controller, Get, Module } from '@nestjs/common';
import { createService, loadSecrets, Log, Operation, readConfig, startService, stopOnSignals } from '@tuntas/platform';

@Controller('v1/tracking')
class PatientController {
  @Get('never')
  @Operation({ id: 'never', summary: 'Never answers', roles: 'public', problems: [] })
  never(): Promise<never> {
    process.send!('busy');
    return new Promise(() => undefined);
  }
}
@Module({ controllers: [PatientController] })
class PatientModule {}

const config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', TUNTAS_HOME: process.argv[2]! });
const app = await createService({ name: 'patient', modules: [PatientModule], config, secrets: loadSecrets(config) });
stopOnSignals(app.get(Log), () => app.close());
process.send!(await startService(app));
