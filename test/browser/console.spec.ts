import { jest } from '@jest/globals';
import { accessStory } from './access.story.js';
import { facilityStory } from './facility.story.js';
import { glyphStory } from './glyphs.story.js';
import { intakeStory } from './intake.story.js';
import { officialStory } from './official.story.js';
import { signInStory } from './sign-in.story.js';
import { Stage } from './stage.js';
import { startStory } from './start.story.js';
import { stateStory } from './states.story.js';
import { timelineStory } from './timeline.story.js';

jest.setTimeout(60_000);

let stage: Stage;
const onStage = () => stage;

beforeAll(async () => {
  stage = await Stage.set();
}, 180_000);
afterEach(() => stage.clear());
afterAll(() => stage.strike());

describe('signing in', () => signInStory(onStage));
describe('the start page', () => startStory(onStage));
describe('looking for a facility', () => facilityStory(onStage));
describe("a facility's timeline", () => timelineStory(onStage));
describe("an official's record", () => officialStory(onStage));
describe('what the intake turned away', () => intakeStory(onStage));
describe('when there is nothing, when it is slow, when it fails', () => stateStory(onStage));
describe('Chinese shows as Chinese', () => glyphStory(onStage));
describe('everybody can use it', () => accessStory(onStage));
