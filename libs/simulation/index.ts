export { cityOf, type City, type CitySeed, type StorylineName } from './city.js';
export type { Fact } from './chronicle.js';
export { CITY_ID, recordIdOf, stepsOf, type Sending, type Spoken, type Step } from './steps.js';
export type { Told } from './storyline.js';
export { loadCity, type CityLoad } from './city-loader.adapter.js';
export { CityMisspoke, type CityGround } from './city-ground.js';
