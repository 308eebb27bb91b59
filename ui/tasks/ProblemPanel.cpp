#include "ui/tasks/ProblemPanel.h"

#include "core/analysis/CheckTables.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/TableActions.h"
#include "ui/tasks/ProblemModel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <chrono>

namespace metaspo {

namespace {

constexpr std::chrono::milliseconds pauseBeforeChecking(400);

} // namespace

ProblemPanel::ProblemPanel(QWidget* parent)
    : QWidget(parent)
    , m_problems(new ProblemModel(this))
    , m_list(new QListView(this))
    , m_none(hint({}, this))
    , m_buttons(new QHBoxLayout)
{
    nameWidget(m_list, QStringLiteral("taskProblems"), tr("Problems of this task"));
    m_list->setModel(m_problems);
    m_list->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Wrapped, m_list));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_none->setObjectName(QStringLiteral("noProblems"));
    m_none->setAlignment(Qt::AlignCenter);
    m_buttons->setContentsMargins(14, 0, 0, 4);
    m_buttons->addStretch(1);
    auto* actions = new TableActions(
        m_list, [this](const auto& rows, TableActions::Readers) { return source(rows); }, this);
    connect(actions, &TableActions::noticeRaised, this, &ProblemPanel::noticeRaised);
    m_buttons->addWidget(actions);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(m_list, 1);
    column->addLayout(m_buttons);
    column->addWidget(m_none, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseBeforeChecking);
    connect(&m_soon, &QTimer::timeout, this, &ProblemPanel::check);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProblemPanel::showButtons);
    connect(m_problems, &QAbstractItemModel::modelReset, this, &ProblemPanel::showButtons);
}

const TaskEntry* ProblemPanel::entry() const
{
    const TaskEntry* found = m_document ? m_document->entry(m_key) : nullptr;
    return found && found->isLoaded ? found : nullptr;
}

// As "metaspo task check" writes it.
TableSource ProblemPanel::source(const std::optional<QList<int>>& rows) const
{
    QList<TaskProblem> chosen;
    for (const FixableProblem& one : inRows(m_problems->problems(), rows))
        chosen.append(one.problem);
    return TableSource::of(problemTable(entry() ? entry()->task.name : QString(), chosen), QStringLiteral("problems"));
}

void ProblemPanel::setTask(TaskDocument* document, TaskKey key)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_key = key;
    ++m_edits;
    m_problems->setProblems({});
    Q_EMIT checked({});
    m_list->hide();
    m_none->setText(entry() ? tr("Checking the task …") : QString());
    m_none->show();
    if (m_document)
        connect(m_document, &TaskDocument::edited, this, [this](TaskKey edited) {
            if (edited == m_key)
                checkSoon();
        });
    check();
}

void ProblemPanel::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    showButtons();
}

void ProblemPanel::checkSoon()
{
    ++m_edits;
    m_soon.start();
    for (QPushButton* made : std::as_const(m_made))
        made->setEnabled(false); // they were made for the task as it was
}

void ProblemPanel::check()
{
    m_soon.stop();
    m_isStale = m_isChecking;
    if (m_isChecking || !entry())
        return;
    m_isChecking = true;
    whenDone(fixableProblems(entry()->task), this, [this, edits = m_edits](const QList<FixableProblem>& problems) {
        m_isChecking = false;
        if (edits == m_edits)
            show(problems);
        if (m_isStale)
            check();
    });
}

void ProblemPanel::show(const QList<FixableProblem>& problems)
{
    const FixableProblem* before = m_problems->problem(m_list->currentIndex());
    const int chosen = before ? static_cast<int>(before->problem.kind) : -1;
    m_problems->setProblems(problems);
    m_list->setHidden(problems.isEmpty());
    m_none->setHidden(!problems.isEmpty());
    m_none->setText(tr("Nothing suspicious was found in this task."));
    int row = 0;
    for (int other = 0; other < problems.size(); ++other)
        if (static_cast<int>(problems.at(other).problem.kind) == chosen)
            row = other;
    m_list->setCurrentIndex(m_problems->index(row, 0));
    Q_EMIT checked(problems);
}

void ProblemPanel::showButtons()
{
    for (QPushButton* made : std::exchange(m_made, {})) {
        made->hide();
        made->setObjectName({});
        made->deleteLater(); // it may be the one that was pressed
    }
    const FixableProblem* chosen = m_problems->problem(m_list->currentIndex());
    if (!chosen)
        return;
    const auto add = [this](const QString& text, const QString& iconName, const QString& objectName) {
        auto* made = button(text, iconName, objectName, this);
        m_buttons->insertWidget(static_cast<int>(m_made.size()), made);
        m_made.append(made);
        made->show();
        return made;
    };
    for (const TaskFix& fix : m_isEditable ? chosen->fixes : QList<TaskFix>())
        connect(add(fix.what, QStringLiteral("check"), QStringLiteral("problemFix%1").arg(m_made.size())),
                &QPushButton::clicked, this, [this, fix] { apply(fix); });
    if (m_isEditable && chosen->problem.kind == ProblemKind::SmallSplit)
        connect(add(tr("Divide anew…"), QStringLiteral("split"), QStringLiteral("problemSplits")),
                &QPushButton::clicked, this, &ProblemPanel::splitsRequested);
    if (!chosen->problem.examples.isEmpty())
        connect(add(tr("Show them"), QStringLiteral("search"), QStringLiteral("problemExamples")),
                &QPushButton::clicked, this, [this, examples = chosen->problem.examples] {
                    Q_EMIT examplesChosen(examples);
                });
}

// What the fix changes is found off this thread; if the task was changed meanwhile, its problems are found anew first.
void ProblemPanel::apply(const TaskFix& fix)
{
    if (!entry())
        return;
    whenDone(editOf(fix, entry()->task), this, [this, fix, key = m_key, edits = m_edits](const TaskEdit& edit) {
        if (key != m_key || edits != m_edits || !entry())
            return;
        TaskEdit free = edit;
        if (free.head)
            free.head->after.name = freeTaskName(free.head->after.name, m_document->names(m_key));
        m_document->edit(m_key, free, fix.what);
    });
}

} // namespace metaspo
