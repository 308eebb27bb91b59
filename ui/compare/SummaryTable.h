#pragma once

#include "core/analysis/Table.h"
#include "ui/kit/Notice.h"

#include <QWidget>

class QTableView;

namespace metaspo {

class TableModel;

/// A table of a comparison with a sentence on how to read it, and the button that copies and exports it.
class SummaryTable : public QWidget
{
    Q_OBJECT

public:
    /// `unseen`: columns that the page tells anyway; they are copied and exported all the same.
    SummaryTable(const QString& objectName, const QString& title, const QString& advice, const QStringList& unseen,
                 QWidget* parent);

    void show(const Table& table);
    using QWidget::show;

Q_SIGNALS:
    void activated(const QString& task); ///< Enter or a double click; the row's task, if it has one
    void noticeRaised(const metaspo::Notice& notice);

private:
    void fitColumns();

    TableModel* m_model;
    QTableView* m_table;
    QStringList m_unseen;
};

} // namespace metaspo
