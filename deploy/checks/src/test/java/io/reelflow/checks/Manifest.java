package io.reelflow.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One document that a chart renders to. */
record Manifest(JsonNode json) {
    /** @param pod of which process, and its PodTemplateSpec */
    record PodTemplate(String pod, JsonNode json) {
        JsonNode spec() {
            return json.path("spec");
        }

        List<JsonNode> containers() {
            return list(spec().path("containers"));
        }

        JsonNode labels() {
            return json.path("metadata").path("labels");
        }

        String component() {
            return labels().path("app.kubernetes.io/component").asString("");
        }

        @Override
        public String toString() {
            return pod;
        }
    }

    String apiVersion() {
        return json.path("apiVersion").asString("");
    }

    String kind() {
        return json.path("kind").asString("");
    }

    String name() {
        return json.path("metadata").path("name").asString("");
    }

    JsonNode spec() {
        return json.path("spec");
    }

    /** Those that this chart describes itself; Kafka's and PostgreSQL's pods are their operators'. */
    List<PodTemplate> podTemplates() {
        var templates = new ArrayList<PodTemplate>();
        switch (kind()) {
            case "Deployment" -> templates.add(new PodTemplate(name(), spec().path("template")));
            case "FlinkDeployment" -> {
                for (String process : List.of("jobManager", "taskManager")) {
                    templates.add(new PodTemplate(
                            name() + "/" + process, spec().path(process).path("podTemplate")));
                }
            }
            default -> {}
        }
        return templates;
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
