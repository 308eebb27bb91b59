#pragma once

#include "core/analysis/TableWriter.h"
#include "ui/kit/TableSource.h"

#include <QObject>
#include <memory>

namespace metaspo {

/// Carries a table from its source into a file or a text, a page at a time: any number of rows takes the same memory
/// on the way to a file. Formatting and writing happen on threads of the pool. Deletes itself at its end; nothing is
/// left behind if it is deleted before.
class TableTransfer : public QObject
{
    Q_OBJECT

public:
    TableTransfer(const TableSource& source, TableFormat format, QObject* parent);
    ~TableTransfer() override;

    void toFile(const QString& path); ///< which appears whole or stays as it was
    void toText();                    ///< for the clipboard

Q_SIGNALS:
    void finished(const QString& text); ///< empty if it went to a file
    void failed(const metaspo::Error& error);

private:
    class Target;
    class FileTarget;
    class TextTarget;
    void next();
    void take(const QList<Row>& rows);
    void end();
    void fail(const Error& error);

    TableSource m_source;
    TableFormat m_format;
    std::shared_ptr<Target> m_target;
    qsizetype m_done = 0;
};

} // namespace metaspo
