// How the screens speak to the house: typed by its own description, one way to fail.
import createClient, { type FetchResponse } from 'openapi-fetch'
import type { paths } from '@api'
import { Trouble, troubleOf } from './trouble'

const PATIENCE = 30_000 // milliseconds

export const api = createClient<paths>({ baseUrl: '/api', fetch: inTime })

api.use({
  onRequest({ request }) {
    // A form of another site cannot send this header, so it cannot act for whoever is signed in.
    request.headers.set('X-Requested-By', 'mot-cua')
    return request
  },
})

/** What the house answers, or a `Trouble` that says what happened and what to do. */
export async function answer<
  T extends Record<string | number, unknown>,
  O,
  M extends `${string}/${string}`,
>(asked: Promise<FetchResponse<T, O, M>>): Promise<NonNullable<FetchResponse<T, O, M>['data']>> {
  const { data, error, response } = await asked
  if (!response.ok) throw troubleOf(response, error)
  return data as NonNullable<FetchResponse<T, O, M>['data']>
}

async function inTime(request: Request): Promise<Response> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  request.signal.addEventListener('abort', () => patience.abort())
  try {
    return await fetch(new Request(request, { signal: patience.signal }))
  } catch (reason) {
    if (request.signal.aborted) throw reason
    if (patience.signal.aborted) throw new Trouble('late')
    throw new Trouble(navigator.onLine ? 'unreachable' : 'offline')
  } finally {
    clearTimeout(timer)
  }
}
