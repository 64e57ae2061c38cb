package io.reelflow.checks;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart, rendered by Helm itself. */
final class Chart {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    /** Each set of values that the chart comes with, by its file. */
    static Stream<Path> examples() {
        return Repository.files(Repository.ROOT.resolve("deploy/kubernetes/examples"), ".yaml").stream();
    }

    static List<Manifest> render(Path values) {
        return manifests(template().withValuesFile(values));
    }

    static List<Manifest> render(String... settings) {
        TemplateCommand command = template();
        for (String setting : settings) {
            int sign = setting.indexOf('=');
            command.set(setting.substring(0, sign), setting.substring(sign + 1));
        }
        return manifests(command);
    }

    private static TemplateCommand template() {
        return new Helm(Repository.CHART)
                .template()
                .withName("reelflow")
                .withNamespace("video")
                .withKubeVersion("1.31.0");
    }

    private static List<Manifest> manifests(TemplateCommand command) {
        var manifests = new ArrayList<Manifest>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(command.call())) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.isObject()) {
                    manifests.add(new Manifest(document));
                }
            }
        }
        return manifests;
    }
}
