{{- define "reelflow.parent" }}
parentRefs:
  - name: {{ required "routes.gateway.name is needed where routes.enabled is true" .Values.routes.gateway.name }}
    {{- with .Values.routes.gateway.namespace }}
    namespace: {{ . }}
    {{- end }}
    {{- with .Values.routes.gateway.sectionName }}
    sectionName: {{ . }}
    {{- end }}
{{- end }}
