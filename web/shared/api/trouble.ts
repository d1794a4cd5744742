// What went wrong with a request, in the house's words where it spoke (RFC 9457).
export type Cause = 'offline' | 'unreachable' | 'late' | 'broken' | 'refused'

export interface FieldError {
  /** A JSON Pointer into what was sent: `/form/child_name`. */
  pointer: string
  code: string
  title: string
}

interface Problem {
  code?: string
  title?: string
  errors?: FieldError[]
}

export class Trouble extends Error {
  constructor(
    readonly cause: Cause,
    readonly status = 0,
    readonly code = '',
    /** The house's own sentence in Vietnamese; empty where the house did not speak. */
    readonly title = '',
    readonly errors: FieldError[] = [],
    readonly retryAfter = 0,
    /** What else the house told with the refusal: who changed it, what is missing. */
    readonly more: { readonly [name: string]: unknown } = {},
  ) {
    super(code || cause)
  }

  /** Whether sending the same again may well succeed. */
  get passing(): boolean {
    return this.cause !== 'refused' || this.status === 429
  }
}

export function troubleOf(response: Response, said: unknown): Trouble {
  const problem = (said && typeof said === 'object' ? said : {}) as Problem
  const wait = Number(response.headers.get('Retry-After')) || 0
  const cause = response.status >= 500 || !problem.title ? 'broken' : 'refused'
  return new Trouble(
    cause,
    response.status,
    problem.code ?? '',
    problem.title ?? '',
    problem.errors ?? [],
    wait,
    problem as { [name: string]: unknown },
  )
}
