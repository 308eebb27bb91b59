#include "ui/kit/TableFormats.h"

#include "core/analysis/TableFile.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

// As catalogues know them.
QString translated(const char* text)
{
    return QCoreApplication::translate("metaspo::TableActions", text);
}

} // namespace

QString formatTitle(TableFormat format)
{
    switch (format) {
    case TableFormat::Csv: return translated(QT_TRANSLATE_NOOP("metaspo::TableActions", "CSV"));
    case TableFormat::SpreadsheetCsv:
        return translated(QT_TRANSLATE_NOOP("metaspo::TableActions", "CSV for spreadsheets"));
    case TableFormat::Tsv: return translated(QT_TRANSLATE_NOOP("metaspo::TableActions", "TSV"));
    case TableFormat::Markdown: return translated(QT_TRANSLATE_NOOP("metaspo::TableActions", "Markdown"));
    case TableFormat::Latex: return translated(QT_TRANSLATE_NOOP("metaspo::TableActions", "LaTeX"));
    case TableFormat::JsonLines: return translated(QT_TRANSLATE_NOOP("metaspo::TableActions", "JSON Lines"));
    }
    Q_UNREACHABLE();
}

QString formatFilter(TableFormat format)
{
    const QString title = format == TableFormat::SpreadsheetCsv
                              ? translated(QT_TRANSLATE_NOOP("metaspo::TableActions",
                                                             "CSV for spreadsheets, formulas disarmed"))
                              : formatTitle(format);
    return QStringLiteral("%1 (*.%2)").arg(title, fileSuffix(format));
}

} // namespace metaspo
