package io.reelflow.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions, as the build knows them. */
public final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"Reelflow " + of("reelflow")};
    }

    /** The version of {@code reelflow} or {@code postgres}. */
    public static String of(String name) throws IOException {
        var versions = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(file, "versions.properties"));
        }
        return Objects.requireNonNull(versions.getProperty(name), name);
    }
}
