import type { Resources } from '../kernel/resources.ts'
import { createGeography, type Geography } from './places.ts'

/** The official areas that the program brings along (resources/geography). */
export function bundledGeography(resources: Resources): Geography {
  return createGeography({
    provinces: resources.json('geography/provinces.json'),
    districts: resources.json('geography/districts.json'),
    tambons: resources.json('geography/tambons.json'),
  })
}
