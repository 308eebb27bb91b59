#pragma once

#include "core/analysis/TableWriter.h"

#include <QStringList>

namespace metaspo {

/// The formats as people choose among them, in this order.
inline constexpr std::array allTableFormats{TableFormat::Csv,      TableFormat::SpreadsheetCsv, TableFormat::Tsv,
                                            TableFormat::Markdown, TableFormat::Latex,          TableFormat::JsonLines};

QString formatTitle(TableFormat format);
QString formatFilter(TableFormat format); ///< for a dialog that chooses a file

} // namespace metaspo
