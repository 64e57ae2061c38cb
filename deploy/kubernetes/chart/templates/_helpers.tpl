{{- define "reelflow.labels" -}}
app.kubernetes.io/name: reelflow
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Of one component: (list $ "ingest-api") */}}
{{- define "reelflow.selector" -}}
app.kubernetes.io/name: reelflow
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "reelflow.name" -}}
{{- printf "%s-%s" (index . 0).Release.Name (index . 1) | trunc 45 | trimSuffix "-" -}}
{{- end }}

{{- define "reelflow.image" -}}
{{- $ := index . 0 -}}
{{ $.Values.image.prefix }}{{ index . 1 }}:{{ $.Values.image.tag | default $.Chart.AppVersion }}
{{- end }}

{{- define "reelflow.kafka" -}}
{{- if .Values.kafka.enabled -}}
{{ include "reelflow.name" (list . "kafka") }}-kafka-bootstrap:9092
{{- else -}}
{{ required "kafka.bootstrapServers is needed where kafka.enabled is false" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end }}

{{- define "reelflow.postgresUrl" -}}
{{- if .Values.postgresql.enabled -}}
jdbc:postgresql://{{ include "reelflow.name" (list . "postgres") }}-rw:5432/reelflow
{{- else -}}
{{ required "postgresql.url is needed where postgresql.enabled is false" .Values.postgresql.url }}
{{- end -}}
{{- end }}

{{- define "reelflow.postgresSecret" -}}
{{- if .Values.postgresql.enabled -}}
{{ include "reelflow.name" (list . "postgres") }}-app
{{- else -}}
{{ required "postgresql.secretName is needed where postgresql.enabled is false" .Values.postgresql.secretName }}
{{- end -}}
{{- end }}

{{- define "reelflow.secretVariable" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end }}

{{/* What every process is told. */}}
{{- define "reelflow.environmentOfAll" -}}
- name: REELFLOW_KAFKA
  value: {{ include "reelflow.kafka" . | quote }}
- name: REELFLOW_STORAGE
  value: {{ printf "s3a://%s" .Values.storage.bucket | quote }}
- name: REELFLOW_S3_REGION
  value: {{ .Values.storage.region | quote }}
{{- with .Values.storage.endpoint }}
- name: REELFLOW_S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{ include "reelflow.secretVariable" (list "REELFLOW_S3_ACCESS_KEY" .Values.storage.secretName "access-key") }}
{{ include "reelflow.secretVariable" (list "REELFLOW_S3_SECRET_KEY" .Values.storage.secretName "secret-key") }}
{{- end }}

{{- define "reelflow.environmentOfPostgres" -}}
- name: REELFLOW_POSTGRES_URL
  value: {{ include "reelflow.postgresUrl" . | quote }}
{{ include "reelflow.secretVariable" (list "REELFLOW_POSTGRES_USER" (include "reelflow.postgresSecret" .) "username") }}
{{ include "reelflow.secretVariable" (list "REELFLOW_POSTGRES_PASSWORD" (include "reelflow.postgresSecret" .) "password") }}
{{- end }}

{{/* Of both services: (list $ "ingest") */}}
{{- define "reelflow.environmentOfServices" -}}
{{- $ := index . 0 -}}
- name: REELFLOW_HOST
  value: 0.0.0.0
- name: REELFLOW_PORT
  value: "8080"
- name: REELFLOW_KEYS_FILE
  value: /etc/reelflow/keys.json
- name: REELFLOW_REPLICAS
  value: {{ (index $.Values (index . 1)).replicas | quote }}
{{ include "reelflow.secretVariable" (list "REELFLOW_SIGNING_SECRET" $.Values.secretName "signing-secret") }}
{{- end }}

{{/* Those of values: (list $ "ingest"), on top of those of all. */}}
{{- define "reelflow.settings" -}}
{{- $ := index . 0 -}}
{{- range $key, $value := merge (dict) (index $.Values.settings (index . 1)) $.Values.settings.all }}
- name: {{ $key }}
  value: {{ if and (kindIs "float64" $value) (eq (floor $value) $value) }}{{ $value | int64 | quote }}{{ else }}{{ $value | toString | quote }}{{ end }}
{{- end }}
{{- end }}

{{- define "reelflow.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "reelflow.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Not two of a kind on one node, where there are more: (list $ "ingest-api") */}}
{{- define "reelflow.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "reelflow.selector" . | nindent 6 }}
{{- end }}

{{- define "reelflow.placing" -}}
{{- $ := index . 0 -}}
{{- $place := index . 1 -}}
{{- with $place.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $place.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "reelflow.probes" -}}
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
# Routes stop sending before the process stops taking.
lifecycle:
  preStop:
    sleep: {seconds: 5}
{{- end }}
