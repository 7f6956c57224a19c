import { z } from 'zod';

/** The parts of Kubernetes' objects that the probes read. */
const metadata = z.object({
  name: z.string(),
  uid: z.string().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().nullish(),
  annotations: z.record(z.string()).nullish(),
  labels: z.record(z.string()).nullish(),
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string() }))
    .nullish(),
});

/** What a pod runs; only finders read it. */
const podTemplate = z
  .object({
    spec: z
      .object({
        containers: z.array(
          z.object({
            name: z.string(),
            image: z.string().nullish(),
            command: z.array(z.string()).nullish(),
            args: z.array(z.string()).nullish(),
          }),
        ),
      })
      .nullish(),
    metadata: z
      .object({ annotations: z.record(z.string()).nullish() })
      .nullish(),
  })
  .nullish();
export type PodTemplate = z.infer<typeof podTemplate>;

const conditions = z
  .array(
    z.object({
      type: z.string(),
      status: z.string(),
      reason: z.string().nullish(),
      message: z.string().nullish(),
      lastTransitionTime: z.string().nullish(),
    }),
  )
  .nullish();

export const cronJobSchema = z.object({
  metadata,
  spec: z.object({
    schedule: z.string(),
    timeZone: z.string().nullish(),
    suspend: z.boolean().nullish(),
    concurrencyPolicy: z.string().nullish(),
    jobTemplate: z
      .object({
        spec: z
          .object({
            activeDeadlineSeconds: z.number().nullish(),
            template: podTemplate,
          })
          .nullish(),
      })
      .nullish(),
  }),
});
export type CronJob = z.infer<typeof cronJobSchema>;

export const jobSchema = z.object({
  metadata,
  status: z
    .object({
      startTime: z.string().nullish(),
      completionTime: z.string().nullish(),
      conditions,
    })
    .nullish(),
});
export type Job = z.infer<typeof jobSchema>;

export const deploymentSchema = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().nullish(),
    template: podTemplate,
    strategy: z
      .object({
        type: z.string().nullish(),
        rollingUpdate: z
          .object({ maxSurge: z.union([z.string(), z.number()]).nullish() })
          .nullish(),
      })
      .nullish(),
  }),
  status: z
    .object({
      readyReplicas: z.number().nullish(),
      updatedReplicas: z.number().nullish(),
      conditions,
    })
    .nullish(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

const targetRef = z.object({
  kind: z.string().nullish(),
  name: z.string(),
});

export const autoscalerSchema = z.object({
  metadata,
  spec: z.object({ scaleTargetRef: targetRef, maxReplicas: z.number() }),
});
export type Autoscaler = z.infer<typeof autoscalerSchema>;

/** KEDA's: it may scale from zero, which an autoscaler of Kubernetes does not. */
export const scaledObjectSchema = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: targetRef,
    maxReplicaCount: z.number().nullish(),
  }),
});
export type ScaledObject = z.infer<typeof scaledObjectSchema>;
