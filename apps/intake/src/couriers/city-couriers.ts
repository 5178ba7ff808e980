import { Couriers, type Courier, type SentChannel } from '../use-cases/message-ports.js';
import type { Sender } from './compose-mail.js';
import { MailOutbox, SmsOutbox } from './file-outbox.js';
import { SmtpCourier, type SmtpOptions } from './smtp-courier.js';

/** The couriers of a deployment: SMTP if a mail server is configured, otherwise the file outbox. SMS: outbox. */
export class CityCouriers extends Couriers {
  private readonly couriers: Readonly<Record<SentChannel, Courier>>;

  constructor({
    outbox,
    from,
    smtp,
  }: {
    readonly outbox: string;
    readonly from: Sender;
    readonly smtp: Omit<SmtpOptions, 'from'> | null;
  }) {
    super();
    this.couriers = {
      email: smtp ? new SmtpCourier({ ...smtp, from }) : new MailOutbox(outbox, from),
      sms: new SmsOutbox(outbox),
    };
  }

  of(channel: SentChannel): Courier {
    return this.couriers[channel];
  }
}
