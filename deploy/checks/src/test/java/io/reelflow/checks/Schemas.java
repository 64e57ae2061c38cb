package io.reelflow.checks;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a cluster takes: Kubernetes' own kinds by its OpenAPI document, the operators' by their CRDs. A field that they do
 * not know is an error, as for {@code kubectl apply --validate=strict}.
 */
final class Schemas {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> KNOWN = new ConcurrentHashMap<>();
    private static final String FLINK = "flinkdeployments.flink.apache.org-v1.yml";
    private static final Map<String, String> BUILT_IN = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "policy/v1", "V1",
            "networking.k8s.io/v1", "V1",
            "rbac.authorization.k8s.io/v1", "V1",
            "autoscaling/v2", "V2");

    private Schemas() {}

    /** What is wrong with it; empty: nothing. */
    static List<String> errors(Manifest manifest) {
        String version = BUILT_IN.get(manifest.apiVersion());
        return version == null
                ? errors(manifest.json(), ofCustom(manifest))
                : builtIn(version + manifest.kind(), manifest.json());
    }

    static List<String> errors(JsonNode json, Schema schema) {
        return schema.validate(json).stream().map(Error::toString).toList();
    }

    static Schema of(String resource) {
        return KNOWN.computeIfAbsent(resource, name -> {
            try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + name)) {
                return REGISTRY.getSchema(JSON.readTree(Objects.requireNonNull(in, name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Schema ofCustom(Manifest manifest) {
        return manifest.kind().equals("FlinkDeployment")
                ? KNOWN.computeIfAbsent(FLINK, name -> flink())
                : of(manifest.apiVersion().replace('/', '-') + "-" + manifest.kind() + ".json");
    }

    private static List<String> builtIn(String type, JsonNode json) {
        try {
            Class.forName("io.kubernetes.client.openapi.models." + type)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(json.toString()));
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest CRD of the operator that Maven has is of 1.10, which names Flink's versions up to 1.20 only. */
    private static Schema flink() {
        try (InputStream in = Schemas.class.getResourceAsStream("/META-INF/fabric8/" + FLINK)) {
            JsonNode crd = new YAMLMapper().readTree(Objects.requireNonNull(in, FLINK));
            var schema = (ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema");
            strict(schema);
            schema.put("additionalProperties", true); // apiVersion, kind, metadata
            ((ObjectNode) schema.at("/properties/spec/properties/flinkVersion"))
                    .put("pattern", "^v[12]_[0-9]+$")
                    .remove("enum");
            return REGISTRY.getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses unknown fields wherever a CRD lists what there are. */
    private static void strict(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Schemas::strict);
    }
}
