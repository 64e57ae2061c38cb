package io.reelflow.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A Dockerfile's instructions, in their order: continued lines joined, comments left out. */
record Dockerfile(Path file, List<Instruction> instructions) {
    record Instruction(String name, String arguments) {
        /** Of the exec form. */
        List<String> words() {
            return JsonMapper.shared()
                    .readTree(arguments)
                    .valueStream()
                    .map(word -> word.asString(""))
                    .toList();
        }
    }

    static Stream<Dockerfile> all() {
        return Repository.files(Repository.IMAGES, ".Dockerfile").stream().map(Dockerfile::read);
    }

    static Dockerfile of(String image) {
        return read(Repository.IMAGES.resolve(image + ".Dockerfile"));
    }

    private static Dockerfile read(Path file) {
        var instructions = new ArrayList<Instruction>();
        String text = Repository.text(file).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n", " ");
        for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            instructions.add(new Instruction(parts[0], parts[1].strip()));
        }
        return new Dockerfile(file, List.copyOf(instructions));
    }

    String image() {
        return file.getFileName().toString().replace(".Dockerfile", "");
    }

    /** Of the last stage and those that it is FROM, by name. */
    List<String> arguments(String name) {
        return instructions.stream()
                .filter(one -> one.name().equals(name))
                .map(Instruction::arguments)
                .toList();
    }

    Instruction last(String name) {
        return instructions.stream()
                .filter(one -> one.name().equals(name))
                .reduce((before, after) -> after)
                .orElseThrow(() -> new IllegalStateException(file + " has no " + name));
    }

    /** What ENV says, {@code NAME=VALUE} each. */
    List<String> environment() {
        return arguments("ENV").stream()
                .flatMap(line -> Stream.of(line.split("\\s+", -1)))
                .toList();
    }

    @Override
    public String toString() {
        return image();
    }
}
