package io.reelflow.bench;

import java.util.ArrayList;
import java.util.List;

/** The programs as the command line knows them, for tests of other packages. */
public final class Commands {
    private Commands() {}

    /** {@code bench live}, {@code chaos kill} and so on. */
    public static List<String> names() {
        var names = new ArrayList<String>();
        Main.commandLine()
                .getSubcommands()
                .forEach((kind, all) -> all.getSubcommands().keySet().forEach(name -> names.add(kind + " " + name)));
        return names;
    }

    /** Fails where the words are none that the program understands. */
    public static void parse(List<String> words) {
        Main.commandLine().parseArgs(words.toArray(String[]::new));
    }
}
