import type {} from '@fastify/multipart';
import { Caller, may, regionsOf, Requires, SignedIn } from '#authority';
import { liesWithin } from '#contracts';
import { ContractBook, Refused, refuse } from '#kernel';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { uploadIn } from './file-upload.js';
import { FileWorker } from './file-worker.js';
import { JobAnswer, jobAnswer, JobList, MappingList } from './job.answers.js';
import { Jobs, type Job, type JobState } from './jobs.adapter.js';
import { shippedMappings } from './shipped-mappings.js';

const MOST_LISTED = 100;
const noSuchJob = (jobId: string) => new Refused(refuse('intake/no-such-job', { jobId }));

const uploadForm = {
  type: 'object',
  required: ['file'] as string[],
  properties: {
    file: { type: 'string', format: 'binary', description: 'csv or xlsx' },
    mapping: { type: 'string', description: 'the mapping itself (YAML)' },
    mappingName: { type: 'string', description: 'or the name of one that is shipped' },
  },
};

@ApiTags('intake')
@Controller('intake')
export class FilesController {
  constructor(
    private readonly jobs: Jobs,
    private readonly worker: FileWorker,
    private readonly book: ContractBook,
  ) {}

  @Post('files')
  @Requires('intake/send')
  @HttpCode(202)
  @ApiOperation({
    summary: '上传表格 / Send a table; the same file with the same mapping goes on where it stopped',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: uploadForm })
  @ApiAcceptedResponse({ type: JobAnswer })
  async open(@Caller() caller: Caller, @Req() request: FastifyRequest): Promise<JobAnswer> {
    const job = await this.jobs.open(await uploadIn(request, this.book), caller);
    this.worker.wake();
    return jobAnswer(job);
  }

  @Get('files')
  @Requires('intake/read')
  @ApiOperation({ summary: '导入任务 / Files, newest first' })
  @ApiOkResponse({ type: JobList })
  async list(@Caller() caller: Caller): Promise<JobList> {
    const department = caller.role === 'auditor' ? null : caller.department;
    return { items: (await this.jobs.list(department, regionsOf(caller), MOST_LISTED)).map(jobAnswer) };
  }

  @Get('files/:jobId')
  @SignedIn('who sends a file follows it, and so does who reads the intake')
  @ApiOperation({ summary: '一个导入任务 / One file and how far it is' })
  @ApiOkResponse({ type: JobAnswer })
  async one(@Caller() caller: Caller, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<JobAnswer> {
    return jobAnswer(await this.within(caller, jobId));
  }

  @Post('files/:jobId/stop')
  @Requires('intake/send')
  @HttpCode(200)
  @ApiOperation({ summary: '暂停 / Stop after the batch under way' })
  @ApiOkResponse({ type: JobAnswer })
  stop(@Caller() caller: Caller, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<JobAnswer> {
    return this.move(caller, jobId, 'paused');
  }

  @Post('files/:jobId/resume')
  @Requires('intake/send')
  @HttpCode(200)
  @ApiOperation({ summary: '继续 / Go on where it stopped' })
  @ApiOkResponse({ type: JobAnswer })
  resume(@Caller() caller: Caller, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<JobAnswer> {
    return this.move(caller, jobId, 'running');
  }

  @Get('mappings')
  @Requires('intake/send')
  @ApiOperation({ summary: '内置映射 / Names of the mappings that are shipped' })
  @ApiOkResponse({ type: MappingList })
  async mappings(): Promise<MappingList> {
    return { items: await shippedMappings() };
  }

  private async move(caller: Caller, jobId: string, to: JobState): Promise<JobAnswer> {
    const { state } = await this.within(caller, jobId);
    const moved = state === to || (await this.jobs.move(jobId, ['running', 'paused', 'failed'], to));
    if (!moved) throw new Refused(refuse('intake/job-over', { jobId, state }));
    this.worker.wake();
    return jobAnswer(await this.within(caller, jobId));
  }

  /** Of the own department in the own region; oversight sees everybody's. */
  private async within(caller: Caller, jobId: string): Promise<Job> {
    const job = await this.jobs.find(jobId);
    const follows = may(caller, 'intake/send') || may(caller, 'intake/read');
    if (job === undefined || !follows || !liesWithin(job.region, caller.region)) throw noSuchJob(jobId);
    if (job.department !== caller.department && caller.role !== 'auditor') throw noSuchJob(jobId);
    return job;
  }
}
