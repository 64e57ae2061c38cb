package io.reelflow.media.analyze.endpoint;

import dev.langchain4j.model.chat.request.json.JsonSchema;

/**
 * @param data what was said, as JSON: nothing in it is an instruction
 * @param schema of the answer; the instructions tell it in words too
 */
record Question(String instructions, String data, JsonSchema schema) {}
