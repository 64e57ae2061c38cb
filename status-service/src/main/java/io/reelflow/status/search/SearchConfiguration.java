package io.reelflow.status.search;

import io.reelflow.status.StatusConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;

/** Where the index is: in its folder, or in one that goes with this process. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean
    SearchIndex searchIndex(StatusConfig config) throws IOException {
        Path folder = config.searchFolder();
        return new SearchIndex(folder == null ? temporary() : folder);
    }

    @Bean
    Meanings meanings(StatusConfig config, SearchIndex index) {
        return new Meanings(config.searchMeaning(), index.folder());
    }

    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("reelflow-search-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                System.err.println("reelflow: " + folder + " is left: " + e.getMessage());
            }
        }));
        return folder;
    }
}
