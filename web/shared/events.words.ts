import { inLanguages } from './words'

/** Events of life as people say them; one that is not here is told by the name of the house. */
export const events = inLanguages(
  'shared/events',
  {
    birth: 'Sinh con',
    marriage: 'Kết hôn',
    residence: 'Nơi ở',
    copies: 'Sao, chứng thực',
    land: 'Nhà, đất',
    business: 'Kinh doanh',
    death: 'Qua đời',
  },
  {
    birth: 'A birth',
    marriage: 'A marriage',
    residence: 'Residence',
    copies: 'Certified copies',
    land: 'House and land',
    business: 'Business',
    death: 'A death',
  },
)

export type LifeEvent = keyof typeof events
export const LIFE_EVENTS: readonly LifeEvent[] = [
  'birth',
  'marriage',
  'residence',
  'copies',
  'land',
  'business',
  'death',
]
