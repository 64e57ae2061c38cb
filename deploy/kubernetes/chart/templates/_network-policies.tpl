{{- define "reelflow.dns" }}
- to:
    - namespaceSelector: {}
      podSelector:
        matchLabels: {k8s-app: kube-dns}
  ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end }}

{{- define "reelflow.toKafka" }}
{{- if .Values.kafka.enabled }}
- to:
    - podSelector:
        matchLabels: {strimzi.io/cluster: {{ include "reelflow.name" (list . "kafka") }}}
  ports:
    - {protocol: TCP, port: 9092}
{{- end }}
{{- end }}

{{- define "reelflow.toPostgres" }}
{{- if .Values.postgresql.enabled }}
- to:
    - podSelector:
        matchLabels: {cnpg.io/cluster: {{ include "reelflow.name" (list . "postgres") }}}
  ports:
    - {protocol: TCP, port: 5432}
{{- end }}
{{- end }}

{{- define "reelflow.toDependencies" }}
{{- with .Values.networkPolicies.dependencyRanges }}
- to:
    {{- range . }}
    - ipBlock: {cidr: {{ . }}}
    {{- end }}
{{- end }}
# Object storage on public addresses.
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except:
          {{- toYaml .Values.networkPolicies.privateRanges | nindent 10 }}
  ports:
    - {protocol: TCP, port: {{ .Values.storage.port }}}
{{- end }}

{{- define "reelflow.toPod" }}
- to:
    - podSelector:
        matchLabels:
          {{- include "reelflow.selector" . | nindent 10 }}
  ports:
    - {protocol: TCP, port: {{ index . 2 }}}
{{- end }}

{{- define "reelflow.flinkPods" }}
matchLabels:
  app.kubernetes.io/name: reelflow
  app.kubernetes.io/instance: {{ .Release.Name }}
matchExpressions:
  - {key: app.kubernetes.io/component, operator: In, values: [jobmanager, taskmanager]}
{{- end }}

{{- define "reelflow.metrics" }}
- from:
    - namespaceSelector:
        matchLabels:
          {{- toYaml (index . 0).Values.networkPolicies.monitoringNamespaceLabels | nindent 10 }}
  ports:
    - {protocol: TCP, port: {{ index . 1 }}}
{{- end }}
