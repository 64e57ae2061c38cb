package io.reelflow.status.system;

import io.reelflow.status.StatusConfig;
import io.reelflow.status.system.SystemReport.Disk;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The disks under the folders that are watched, each once. Every call blocks. */
@Component
class Disks {
    private static final Logger LOG = LoggerFactory.getLogger(Disks.class);

    private final List<Path> folders;

    Disks(StatusConfig config) {
        this.folders = config.disks();
    }

    /** One that does not answer is left out. */
    List<Disk> now() {
        Set<FileStore> seen = new HashSet<>();
        List<Disk> disks = new ArrayList<>();
        for (Path folder : folders) {
            try {
                FileStore store = Files.getFileStore(folder);
                if (seen.add(store)) {
                    disks.add(new Disk(name(folder), store.getUsableSpace(), store.getTotalSpace()));
                }
            } catch (IOException e) {
                LOG.debug("Nothing is known of a disk: {}", e.toString());
            }
        }
        return disks;
    }

    /** Where a folder lies is nobody's business outside. */
    private static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? "/" : name.toString();
    }
}
