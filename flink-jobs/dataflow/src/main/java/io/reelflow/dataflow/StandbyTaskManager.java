package io.reelflow.dataflow;

import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** Flink's TaskManager for a process that waits until another dies: it is known to the JobManager once it is warm. */
public final class StandbyTaskManager {
    private StandbyTaskManager() {}

    public static void main(String[] arguments) throws Exception {
        Rehearsal.run(DataflowConfig.fromEnvironment(System.getenv()), ThisProcess::workplace);
        TaskManagerRunner.main(arguments);
    }
}
