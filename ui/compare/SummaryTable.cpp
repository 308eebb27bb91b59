#include "ui/compare/SummaryTable.h"

#include "ui/kit/Layout.h"
#include "ui/kit/TableActions.h"
#include "ui/kit/TableModel.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int widestText = 24; // letters
constexpr int padding = 22;

} // namespace

SummaryTable::SummaryTable(const QString& objectName, const QString& title, const QString& advice,
                           const QStringList& unseen, QWidget* parent)
    : QWidget(parent)
    , m_model(new TableModel(this))
    , m_table(new QTableView(this))
    , m_unseen(unseen)
{
    nameWidget(m_table, objectName, title);
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto* actions = new TableActions(
        m_table,
        [this, objectName](const auto& rows, TableActions::Readers) {
            Table table = m_model->table();
            if (rows) {
                table.rows.clear();
                for (const int row : *rows)
                    table.rows.append(m_model->table().rows.at(row));
            }
            return TableSource::of(table, objectName);
        },
        this);
    connect(actions, &TableActions::noticeRaised, this, &SummaryTable::noticeRaised);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const Table& table = m_model->table();
        for (qsizetype column = 0; column < table.columns.size(); ++column)
            if (table.columns.at(column).name == QLatin1String("task"))
                Q_EMIT activated(exactText(table.rows.at(index.row()).at(column)));
    });
    auto* top = new QHBoxLayout;
    top->addWidget(hint(advice, this), 1);
    top->addWidget(actions);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(m_table, 1);
}

void SummaryTable::show(const Table& table)
{
    m_model->show(table);
    fitColumns();
}

// By heading and the few rows there are; a person's own widths are not kept over another table.
void SummaryTable::fitColumns()
{
    const int most = widestText * fontMetrics().averageCharWidth();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int wide = m_table->horizontalHeader()->fontMetrics().horizontalAdvance(
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < std::min(m_model->rowCount(), 100); ++row)
            wide = std::max(
                wide, std::min(most, fontMetrics().horizontalAdvance(m_model->index(row, column).data().toString())));
        m_table->setColumnWidth(column, wide + padding);
        m_table->setColumnHidden(column, m_unseen.contains(m_model->table().columns.at(column).name));
    }
}

} // namespace metaspo
