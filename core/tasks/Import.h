#pragma once

#include "core/domain/TaskImport.h"

namespace metaspo {

/// Reads files (CSV, TSV, JSON, JSON Lines, paired text files, own task files) into tasks. Blocks on the
/// disk; usable on any thread. All or nothing: a bad row, encoding or option is an Error that names file,
/// line and remedy. What neither an option nor a preset nor the columns decide is asked for by option name.
/// Seeded splits (methods.md, section 2).
Result<ImportPreview> readImport(const ImportRequest& request);

/// The presets that `ImportRequest::preset` may name, without "auto" and "none".
QStringList importPresetNames();

} // namespace metaspo
