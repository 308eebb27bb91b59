#pragma once

#include "core/analysis/Table.h"
#include "core/analysis/TableWriter.h"

#include <QFile>
#include <optional>

namespace metaspo {

/// Where the command line writes. Words for people go to standard error, with a progress line that is redrawn, and only
/// on a terminal; results go to standard output: tables, or with --json and --csv rows for programs. Texts of models are
/// shown with their control characters visible. Main thread.
class Terminal
{
public:
    explicit Terminal(std::optional<TableFormat> format);
    ~Terminal(); ///< takes the progress line away

    /// Results are for programs: JSON Lines or CSV.
    bool isForPrograms() const { return m_format.has_value(); }
    bool isResultOnTerminal() const;
    bool isProgressShown() const { return m_hasTerminal; }

    void say(const QString& text);
    /// Replaces the progress line; nothing without a terminal.
    void showProgress(const QString& line);
    void clearProgress();

    /// A result for people, as it is.
    void print(const QString& text);
    /// In the format asked for; for people aligned, with its title above.
    void print(const Table& table);
    void print(const Table& table, TableFormat format);

private:
    void write(const QString& text);

    std::optional<TableFormat> m_format;
    QFile m_results;
    bool m_hasTerminal = false;
    bool m_hasProgress = false;
};

} // namespace metaspo
