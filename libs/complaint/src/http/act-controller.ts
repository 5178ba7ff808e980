import { Body, Controller, Param, Post, type Type } from '@nestjs/common';
import type { z } from 'zod';
import type { HttpResponse } from '@tuntas/kernel';
import {
  Context,
  idParam,
  Operation,
  type IdParam,
  type OperationOptions,
  type RequestContext,
} from '@tuntas/platform';
import { rolesOfWho, type ActDefinition, type PerformableAct } from '../index.js';
import { PerformAct } from '../use-cases/perform-act.js';
import { complaintSchema } from '../view/index.js';

type RoutedAct = Pick<ActDefinition<never, never, never>, 'path' | 'transitions' | 'references'>;

/** What the documentation of an act states, in addition to what follows from its definition. */
export interface ActDocumentation extends Pick<OperationOptions, 'id' | 'tag' | 'summary' | 'description' | 'example'> {
  /** The problem codes of the act itself. */
  readonly codes?: Partial<Pick<NonNullable<OperationOptions['codes']>, 409 | 422>>;
}

/** The operation of acts of staff that share a path. Policy and problems follow from the definitions. */
export const actOperation = (
  acts: readonly RoutedAct[],
  { codes = {}, ...documentation }: ActDocumentation,
): MethodDecorator =>
  Operation({
    ...documentation,
    roles: [
      ...new Set(
        acts.flatMap(({ transitions }) =>
          transitions
            .filter(({ internal }) => !internal)
            .flatMap(({ who }) => who.filter(each => each !== 'citizen').flatMap(each => rolesOfWho[each])),
        ),
      ),
    ],
    answer: complaintSchema,
    problems: [400, 404, 409, 412, 413, 415, 422],
    codes: {
      404: ['complaint.unknown'],
      409: ['complaint.act-not-allowed', ...(codes[409] ?? [])],
      412: ['complaint.version-changed'],
      422: [
        ...(acts.some(({ references }) => references) ? ['reference.unknown' as const] : []),
        ...(codes[422] ?? []),
      ],
    },
    headers: ['Idempotency-Key', 'If-Match'],
    answerHeaders: { ETag: 'The version of the complaint' },
  });

/** An act of staff over HTTP: the act, the schema of its body, and its documentation. */
export interface ActDoor<
  Command extends object,
  Content,
  Schema extends z.ZodType<Command & Content>,
> extends ActDocumentation {
  readonly act: PerformableAct<Command, Content>;
  readonly body: Schema;
}

/** Creates the controller of an act of staff on a complaint. */
export const actController = <Command extends object, Content, Schema extends z.ZodType<Command & Content>>({
  act,
  body: schema,
  ...documentation
}: ActDoor<Command, Content, Schema>): Type => {
  @Controller('v1/complaints/:id')
  class ActController {
    constructor(private readonly acts: PerformAct) {}

    @Post(act.path)
    @actOperation([act], documentation)
    perform(
      @Param({ schema: idParam }) { id }: IdParam,
      @Body({ schema }) body: z.output<Schema>,
      @Context() context: RequestContext,
    ): Promise<HttpResponse> {
      return this.acts.execute(act, id, body, context);
    }
  }
  return ActController;
};
