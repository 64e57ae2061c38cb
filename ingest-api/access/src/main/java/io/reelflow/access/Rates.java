package io.reelflow.access;

import java.util.Map;

/**
 * How often one key may call one service.
 *
 * @param replicas processes of the service behind one address
 */
public record Rates(int readsPerSecond, int writesPerSecond, int replicas) {
    /** @throws IllegalArgumentException names the key, the value and the rule */
    public static Rates from(Map<String, String> environment) {
        return new Rates(
                number(environment, "REELFLOW_READS_PER_SECOND", 100),
                number(environment, "REELFLOW_WRITES_PER_SECOND", 50),
                number(environment, "REELFLOW_REPLICAS", 1));
    }

    private static int number(Map<String, String> environment, String key, int otherwise) {
        String value = environment.getOrDefault(key, "").strip();
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    key + " is \"" + value + "\": it must be a whole number from 1 to 999999");
        }
        return Integer.parseInt(value);
    }
}
