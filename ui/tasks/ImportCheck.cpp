#include "ui/tasks/ImportCheck.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/tasks/ProblemModel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr qsizetype mostShown = 500; ///< rows left out; Copy takes all of them

} // namespace

ImportCheck::ImportCheck(QWidget* parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_rows(new QTableWidget(0, 2, this))
    , m_copy(button(tr("&Copy the rows left out"), QStringLiteral("copy"), QStringLiteral("copyRejected"), this))
    , m_list(new QListView(this))
    , m_problems(new ProblemModel(this))
{
    m_summary->setObjectName(QStringLiteral("importCounts"));
    m_summary->setWordWrap(true);
    nameWidget(m_rows, QStringLiteral("rejectedRows"), tr("Rows left out"));
    prepareTable(m_rows);
    m_rows->setHorizontalHeaderLabels({tr("Row"), tr("Why it is left out")});
    m_rows->setColumnWidth(0, 28 * fontMetrics().averageCharWidth());
    m_rows->horizontalHeader()->setStretchLastSection(true);
    nameWidget(m_list, QStringLiteral("importProblems"), tr("Problems of the incoming tasks"));
    m_list->setModel(m_problems);
    m_list->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Wrapped, m_list));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, gap, 0, 0);
    column->addWidget(m_summary);
    column->addWidget(m_rows, 1);
    column->addWidget(m_copy, 0, Qt::AlignLeading);
    column->addWidget(m_list, 2);
    connect(m_copy, &QPushButton::clicked, this, &ImportCheck::copyRejected);
    clear();
}

void ImportCheck::clear()
{
    ++m_generation;
    m_summary->clear();
    m_problems->setProblems({});
    showRejected({});
}

void ImportCheck::show(const ImportPreview& preview)
{
    clear();
    showRejected(preview.rejected);
    m_summary->setText(tr("Checking …"));
    whenDone(checkImport(preview), this, [this, generation = m_generation](const ImportFindings& findings) {
        if (generation == m_generation)
            showFindings(findings);
    });
}

void ImportCheck::showRejected(const QList<RejectedRow>& rows)
{
    m_rejected = rows;
    const int shown = static_cast<int>(std::min(rows.size(), mostShown));
    m_rows->setRowCount(shown);
    for (int row = 0; row < shown; ++row) {
        m_rows->setItem(row, 0, new QTableWidgetItem(displayLine(rows.at(row).place, 80)));
        m_rows->setItem(row, 1, new QTableWidgetItem(displayLine(rows.at(row).why)));
    }
    m_rows->setHidden(rows.isEmpty());
    m_copy->setHidden(rows.isEmpty());
}

void ImportCheck::showFindings(const ImportFindings& findings)
{
    m_summary->setText(
        tr("%1 rows: %2 would come in, %3 are left out. %4 examples repeat a question of their split, %5 "
           "have a question that another split has, too.")
            .arg(countText(findings.examples + findings.rejected), countText(findings.examples),
                 countText(findings.rejected), countText(findings.repeated), countText(findings.leaking)));
    QList<FixableProblem> problems;
    for (const TaskProblem& problem : findings.problems)
        problems.append({problem, {}});
    m_problems->setProblems(problems);
    Q_EMIT counted(findings.rejected + findings.problems.size());
}

void ImportCheck::copyRejected() const
{
    QStringList lines;
    for (const RejectedRow& row : m_rejected)
        lines.append(row.place + u'\t' + row.why);
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

} // namespace metaspo
