package io.reelflow.ingest.upload;

import io.reelflow.schemas.address.UploadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** {@code PUT /files/uploads/…}: the signed address of an upload where storage is a folder. */
@RestController
final class FileUploadController {
    private final UploadPlace place;

    FileUploadController(UploadPlace place) {
        this.place = place;
    }

    @PutMapping("/files/uploads/{id}/{filename}")
    Mono<ResponseEntity<Void>> put(
            @PathVariable String id,
            @PathVariable String filename,
            @RequestParam long size,
            @RequestParam long expires,
            @RequestParam(required = false) @Nullable String sha256,
            @RequestParam String signature,
            ServerHttpRequest request) {
        UploadId uploadId = UploadId.parse(id).orElseThrow(FileUploadController::notFound);
        if (!(place instanceof FileUploadPlace files) || !filename.equals(Filename.sanitised(filename))) {
            throw notFound();
        }
        return files.receive(new Upload(uploadId, filename, size, sha256), expires, signature, request.getBody())
                .thenReturn(ResponseEntity.ok().build());
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
