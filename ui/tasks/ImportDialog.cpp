#include "ui/tasks/ImportDialog.h"

#include "core/engine/ImportChoices.h"
#include "core/engine/TaskImport.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/tasks/ImportCheck.h"
#include "ui/tasks/ImportForm.h"
#include "ui/tasks/PreviewModel.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>
#include <chrono>

namespace metaspo {

ImportDialog::ImportDialog(const QStringList& paths, QWidget* parent)
    : QDialog(parent)
    , m_paths(paths)
    , m_messages(new MessageBar(this))
    , m_taskModel(new IncomingTaskModel(this))
    , m_rowModel(new PreviewModel(this))
    , m_typing(new QTimer(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import examples"));
    m_messages->setObjectName(QStringLiteral("importMessageBar"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(20, 16, 20, 8);
    row->setSpacing(20);
    row->addWidget(makeForm());
    row->addWidget(makePreview(), 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 16);
    column->addWidget(m_messages);
    column->addLayout(row, 1);
    column->addWidget(makeButtons());
    resize(1120, 740);
    m_form->setFocus();

    m_typing->setSingleShot(true);
    m_typing->setInterval(std::chrono::milliseconds(250));
    connect(m_typing, &QTimer::timeout, this, &ImportDialog::read);
    connect(m_form, &ImportForm::changed, this, [this] {
        ++m_generation;
        m_import->setEnabled(false); // what is shown is no longer what is asked for
        m_typing->start();
    });
    read();
}

QWidget* ImportDialog::makeForm()
{
    auto* area = new QWidget(this);
    QStringList names;
    for (const QString& path : m_paths)
        names.append(displayLine(QFileInfo(path).fileName(), 60));
    auto* files = new QLabel(area);
    files->setObjectName(QStringLiteral("importFiles"));
    files->setWordWrap(true);
    showPlain(files, names.size() <= 4 ? names.join(QLatin1Char('\n'))
                                       : tr("%1 and %2 more").arg(names.first()).arg(names.size() - 1));
    m_form = new ImportForm(area);
    auto* inner = new QWidget(area);
    auto* rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 10, 0);
    rows->setSpacing(gap);
    rows->addWidget(caption(tr("Files"), inner));
    rows->addWidget(files);
    rows->addWidget(caption(tr("What is in them"), inner));
    rows->addWidget(hint(tr("Say only what was not recognised rightly."), inner));
    rows->addWidget(m_form);
    rows->addStretch(1);
    auto* scroll = new QScrollArea(area);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    inner->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    area->setFixedWidth(370);
    return area;
}

QWidget* ImportDialog::makePreview()
{
    auto* area = new QWidget(this);
    m_tabs = new QTabWidget(area);
    m_tabs->setObjectName(QStringLiteral("importTabs"));
    m_tabs->setDocumentMode(true);
    m_incoming = new QTableView(m_tabs);
    nameWidget(m_incoming, QStringLiteral("incomingTasks"), tr("Tasks that would come in"));
    prepareTable(m_incoming);
    m_incoming->setSelectionMode(QAbstractItemView::SingleSelection);
    m_incoming->setModel(m_taskModel);
    m_incoming->horizontalHeader()->setSectionResizeMode(IncomingTaskModel::NameColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    for (int column = IncomingTaskModel::DomainColumn; column < IncomingTaskModel::ColumnCount; ++column)
        m_incoming->setColumnWidth(column, column <= IncomingTaskModel::DomainColumn   ? 18 * letter
                                           : column <= IncomingTaskModel::MetricColumn ? 12 * letter
                                                : m_incoming->horizontalHeader()->sectionSizeHint(column) + 6);
    m_example = new PlainTextView(m_tabs);
    nameWidget(m_example, QStringLiteral("importExample"), tr("First example as the model sees it"));
    auto* tasks = new QWidget(m_tabs);
    auto* rows = new QVBoxLayout(tasks);
    rows->setContentsMargins(0, gap, 0, 0);
    rows->addWidget(m_incoming, 2);
    rows->addWidget(caption(tr("First example as the model sees it"), tasks));
    rows->addWidget(m_example, 2);
    m_tabs->addTab(tasks, tr("What would come in"));
    m_rows = new QTableView(m_tabs);
    nameWidget(m_rows, QStringLiteral("importRows"), tr("Rows of the file"));
    prepareTable(m_rows);
    m_rows->setModel(m_rowModel);
    m_rows->horizontalHeader()->setDefaultSectionSize(28 * letter);
    m_rows->horizontalHeader()->setStretchLastSection(true);
    m_tabs->addTab(m_rows, tr("Rows of the file"));
    m_check = new ImportCheck(m_tabs);
    m_tabs->addTab(m_check, tr("Check"));
    connect(m_check, &ImportCheck::counted, this, [this](qsizetype findings) {
        m_tabs->setTabText(2, findings == 0 ? tr("Check") : tr("Check (%1)").arg(countText(findings)));
    });
    m_notes = new QLabel(area);
    m_notes->setObjectName(QStringLiteral("importNotes"));
    m_notes->setWordWrap(true);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_notes);
    connect(m_incoming->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ImportDialog::showFirstExample);
    return area;
}

QWidget* ImportDialog::makeButtons()
{
    auto* area = new QWidget(this);
    m_busy = new QProgressBar(area);
    nameWidget(m_busy, QStringLiteral("importBusy"), tr("Reading the files"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(140, 6);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, area);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("importAccept"));
    m_import->setDefault(true);
    m_import->setEnabled(false);
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("importCancel"));
    cancel->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT importChosen(m_tasks);
        accept();
    });
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(20, 0, 20, 0);
    row->addWidget(hint(tr("Nothing is stored before you press Import: all of it, or nothing."), area), 1);
    row->addWidget(m_busy);
    row->addWidget(buttons);
    return area;
}

ImportRequest ImportDialog::request() const
{
    ImportRequest asked;
    asked.paths = m_paths;
    asked.preset = m_form->preset();
    asked.options = m_form->options();
    return asked;
}

void ImportDialog::read()
{
    const int generation = ++m_generation;
    m_busy->show();
    whenDone(previewImport(request()), this, [this, generation](const Result<ImportPreview>& preview) {
        if (generation != m_generation)
            return;
        m_busy->hide();
        if (preview)
            return show(*preview);
        showTrouble(preview.error());
        showRowsAlone(generation);
    });
}

// What the file holds is seen even while it is not understood: that helps to say what it means.
void ImportDialog::showRowsAlone(int generation)
{
    whenDone(firstRows(request()), this, [this, generation](const Result<ImportPreview>& rows) {
        if (generation != m_generation)
            return;
        showRows(rows ? *rows : ImportPreview{});
        if (rows && !rows->columns.isEmpty())
            m_tabs->setCurrentIndex(1);
    });
}

void ImportDialog::showRows(const ImportPreview& preview)
{
    m_form->setColumns(preview.columns);
    m_rowModel->setRows(preview.columns, preview.rows);
    m_rowModel->setUsed(m_form->question(), m_form->answer());
    m_tabs->setTabText(1, tr("Rows of the file (first %1)").arg(countText(preview.rows.size())));
}

void ImportDialog::show(const ImportPreview& preview)
{
    m_messages->dismiss();
    m_tasks = preview.tasks;
    m_taskModel->setTasks(m_tasks);
    showRows(preview);
    m_check->show(preview);
    QStringList notes = preview.notes;
    if (!preview.preset.isEmpty())
        notes.prepend(tr("Recognised by the preset %1.").arg(preview.preset));
    showPlain(m_notes, notes.join(QLatin1Char('\n')));
    m_incoming->setCurrentIndex(m_taskModel->index(0, 0));
    m_import->setEnabled(!m_tasks.isEmpty());
    qsizetype examples = 0;
    for (const Task& task : m_tasks)
        examples += task.examples.size();
    m_import->setText(tr("Import %1 examples").arg(countText(examples)));
}

void ImportDialog::showTrouble(const Error& error)
{
    Error inWords = error;
    inWords.what = m_form->inFormWords(error.what);
    inWords.why = m_form->inFormWords(error.why);
    inWords.remedy = m_form->inFormWords(error.remedy);
    m_messages->show(Notice::error(inWords));
    m_tasks.clear();
    m_taskModel->setTasks({});
    m_check->clear();
    m_tabs->setTabText(2, tr("Check"));
    m_example->show(QString());
    m_notes->clear();
    m_import->setText(tr("Import"));
    m_import->setEnabled(false);
}

void ImportDialog::showFirstExample(const QModelIndex& index)
{
    const Task* task = m_taskModel->task(index);
    QString message = task ? task->userPrompt : QString();
    if (task && !task->examples.isEmpty())
        message.replace(questionPlaceholder, task->examples.first().question);
    m_example->show(message);
}

} // namespace metaspo
