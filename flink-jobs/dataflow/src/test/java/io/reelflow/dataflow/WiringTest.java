package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.sink.KafkaEnds;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.SchedulerExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.apache.flink.streaming.runtime.partitioner.RebalancePartitioner;
import org.junit.jupiter.api.Test;

/** How elements get from operator to operator. */
class WiringTest {
    private static StreamGraph graph(boolean reactive) {
        var cluster = new Configuration();
        if (reactive) {
            cluster.set(JobManagerOptions.SCHEDULER_MODE, SchedulerExecutionMode.REACTIVE);
        }
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(cluster);
        environment.setParallelism(1);
        DataflowConfig config = DataflowConfig.fromEnvironment(Map.of(
                "REELFLOW_KAFKA", "localhost:1",
                "REELFLOW_STORAGE", "file:///none",
                "REELFLOW_POSTGRES_URL", "jdbc:postgresql://localhost:1/none"));
        Main.wire(environment, new KafkaEnds(config.kafka()), config, ThisProcess::workplace);
        return environment.getStreamGraph();
    }

    private static List<StreamEdge> into(StreamGraph graph, String operator) {
        return graph.getStreamNodes().stream()
                .filter(node -> node.getOperatorName().equals(operator))
                .flatMap(node -> node.getInEdges().stream())
                .toList();
    }

    /** Of one slot to begin with, and of as many later as there are: work must not stay where the scheduler is. */
    @Test
    void inReactiveModeWorkIsSpreadHoweverFewSlotsThereAreNow() {
        StreamGraph graph = graph(true);

        assertThat(List.of("fetch", "transcribe", "render"))
                .allSatisfy(stage -> assertThat(into(graph, stage))
                        .isNotEmpty()
                        .allSatisfy(
                                edge -> assertThat(edge.getPartitioner()).isInstanceOf(RebalancePartitioner.class)));
        assertThat(List.of("join-branches", "join-transcribe", "join-render"))
                .allSatisfy(join -> assertThat(into(graph, join))
                        .isNotEmpty()
                        .allSatisfy(edge ->
                                assertThat(edge.getPartitioner()).isInstanceOf(KeyGroupStreamPartitioner.class)));
    }

    @Test
    void aDataflowOfOneSlotIsOneChain() {
        assertThat(into(graph(false), "fetch"))
                .isNotEmpty()
                .noneSatisfy(edge -> assertThat(edge.getPartitioner()).isInstanceOf(RebalancePartitioner.class));
    }
}
