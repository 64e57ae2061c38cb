{{/* Of one kind of Flink's processes, whole: the operator merges lists of two templates by position. (list $ "jobmanager" .Values.jobManager) */}}
{{- define "reelflow.flinkPod" -}}
{{- $ := index . 0 -}}
{{- $kind := index . 1 -}}
{{- $values := index . 2 -}}
metadata:
  labels:
    {{- include "reelflow.labels" $ | nindent 4 }}
    app.kubernetes.io/component: {{ $kind }}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "9249"
    prometheus.io/path: /
    {{- with $.Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  # Flink's high availability keeps its leaders in ConfigMaps.
  automountServiceAccountToken: true
  # What a leaving TaskManager was at is begun again elsewhere.
  terminationGracePeriodSeconds: 30
  securityContext:
    {{- include "reelflow.podSecurity" $ | nindent 4 }}
  topologySpreadConstraints:
    {{- include "reelflow.spread" (list $ $kind) | nindent 4 }}
  {{- include "reelflow.placing" (list $ $values) | nindent 2 }}
  containers:
    - name: flink-main-container
      securityContext:
        {{- include "reelflow.containerSecurity" $ | nindent 8 }}
      ports:
        - {name: metrics, containerPort: 9249}
      env:
        {{- include "reelflow.environmentOfAll" $ | nindent 8 }}
        {{- include "reelflow.environmentOfPostgres" $ | nindent 8 }}
        {{- include "reelflow.secretVariable" (list "REELFLOW_WEBHOOK_SECRET" $.Values.secretName "webhook-secret") | nindent 8 }}
        {{- if $.Values.analyzeEndpointKey }}
        {{- include "reelflow.secretVariable" (list "REELFLOW_ANALYZE_ENDPOINT_API_KEY" $.Values.secretName "analyze-endpoint-api-key") | nindent 8 }}
        {{- end }}
        {{- if $.Values.identities }}
        - name: REELFLOW_IDENTITIES
          value: /etc/reelflow/identities.json
        {{- end }}
        - name: REELFLOW_CACHE
          value: /var/lib/reelflow/cache
        - name: REELFLOW_WORK_DIR
          value: /var/lib/reelflow/work
        {{- include "reelflow.settings" (list $ "dataflow") | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: work, mountPath: /var/lib/reelflow}
        {{- if $.Values.identities }}
        - {name: identities, mountPath: /etc/reelflow, readOnly: true}
        {{- end }}
      {{- if eq $kind "jobmanager" }}
      startupProbe:
        httpGet: {path: /overview, port: 8081}
        periodSeconds: 5
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /overview, port: 8081}
        periodSeconds: 15
        timeoutSeconds: 10
        failureThreshold: 6
      {{- else }}
      startupProbe:
        tcpSocket: {port: 6122}
        periodSeconds: 2
        failureThreshold: 90
      livenessProbe:
        tcpSocket: {port: 6122}
        periodSeconds: 15
        failureThreshold: 6
      {{- with $values.extraResources }}
      resources:
        requests:
          {{- toYaml . | nindent 10 }}
        limits:
          {{- toYaml . | nindent 10 }}
      {{- end }}
      {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 2Gi}
    - name: work
      {{- if and (eq $kind "taskmanager") $values.workStorageClass }}
      ephemeral:
        volumeClaimTemplate:
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: {{ $values.workStorageClass }}
            resources:
              requests:
                storage: {{ $values.workSize }}
      {{- else }}
      emptyDir: {sizeLimit: {{ $values.workSize | default "1Gi" }}}
      {{- end }}
    {{- if $.Values.identities }}
    - name: identities
      secret:
        secretName: {{ $.Values.secretName }}
        items:
          - {key: identities.json, path: identities.json}
    {{- end }}
{{- end }}
