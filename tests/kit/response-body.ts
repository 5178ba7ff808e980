import type { components, paths } from './api.js';

/** The schemas of the OpenAPI document by name. */
export type Schemas = components['schemas'];

/**
 * The JSON body of a successful response, by the method and the literal type of the path of the request. It is
 * `unknown` if the document describes none or if the type of the path is just `string`.
 */
export type ResponseBody<Method extends string, Path extends string> = KnownOr<
  unknown,
  JsonOf<Method, DescribedPath<Path>>
>;

type KnownOr<Other, Type> = [Type] extends [never] ? Other : Type;

type JsonOf<Method extends string, Described extends keyof paths> = Described extends unknown
  ? paths[Described] extends { [Name in Lowercase<Method>]: { responses: infer Responses } }
    ? JsonContent<Responses[keyof Responses]>
    : never
  : never;
type JsonContent<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;

type DescribedPath<Path extends string> = Path extends `${infer Before}?${string}`
  ? DescribedPath<Before>
  : Path extends string
    ? MostLiteral<Matching<Path>>
    : never;
/** Prefers `/v1/complaints/count` to `/v1/complaints/{id}`. */
type MostLiteral<Described extends keyof paths> = KnownOr<Described, Exclude<Described, `${string}}`>>;
type Matching<Path extends string, Described = keyof paths> = Described extends keyof paths
  ? Matches<Path, Described> extends true
    ? Described
    : never
  : never;
type Matches<Path extends string, Described extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? Described extends `${infer Known}/${infer KnownRest}`
    ? Segment extends Pattern<Known>
      ? Matches<Rest, KnownRest>
      : false
    : false
  : Described extends `${string}/${string}`
    ? false
    : Path extends Pattern<Described>
      ? true
      : false;
type Pattern<Segment extends string> = Segment extends `{${string}}` ? string : Segment;

/** A page of a list whose path the compiler does not know. */
export interface Page<Item = { readonly id: string }> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
/** An item of the list of this path. */
export type ListItem<Path extends string> = ResponseBody<'GET', Path> extends Page<infer Item> ? Item : never;

type ActRoute<Base extends string, Body> = {
  [Path in keyof paths]: Path extends `${Base}/${infer Route}`
    ? ResponseBody<'POST', Path> extends Body
      ? Route
      : never
    : never;
}[keyof paths];
/** The last path segment of an act that returns the complaint to staff. */
export type StaffRoute = ActRoute<'/v1/complaints/{id}', Schemas['Complaint']>;
/** The last path segment of an act on the tracking page. */
export type CitizenRoute = ActRoute<'/v1/tracking/{ticket}', Schemas['Tracking']>;
