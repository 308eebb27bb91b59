#include "ui/run/SetupPanel.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/TableActions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

namespace {

RunFacts factsOf(const RunRecord& record, const TemplateTexts& texts)
{
    return {record.settings, record.baseModel, record.optimizerModel, changedTemplateWords(texts)};
}

} // namespace

QStringList changedTemplateWords(const TemplateTexts& texts)
{
    QStringList words;
    for (const QString& name : changedTemplates(texts))
        words += SetupPanel::tr("%1 (version %2)").arg(name).arg(templateVersion(texts.value(name)));
    return words;
}

SetupPanel::SetupPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new SettingsModel(this))
    , m_table(new QTableView(this))
    , m_onlyDifferent(new QCheckBox(tr("Only what differs"), this))
    , m_nothing(hint(tr("Nothing differs: it has the same settings."), this))
    , m_name(new QComboBox(this))
    , m_note(hint({}, this))
    , m_text(new PlainTextView(this))
{
    setObjectName(QStringLiteral("setupPanel"));
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("setupSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(makeSettings());
    splitter->addWidget(makeTemplates());
    splitter->setSizes({500, 500});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
}

QWidget* SetupPanel::makeSettings()
{
    auto* area = new QWidget(this);
    nameWidget(m_table, QStringLiteral("settingsTable"), tr("Settings of the run"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(SettingsModel::TitleColumn, 34 * fontMetrics().averageCharWidth());
    m_table->setColumnWidth(SettingsModel::ValueColumn, 30 * fontMetrics().averageCharWidth());
    nameWidget(m_onlyDifferent, QStringLiteral("onlyDifferentSettings"),
               tr("Show only settings that differ from the run it was forked from"));
    connect(m_onlyDifferent, &QCheckBox::toggled, this, &SetupPanel::fillSettings);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    auto* actions = new TableActions(
        m_table,
        [this](const auto& chosen, TableActions::Readers) {
            return shownTable(*m_model, QStringLiteral("settings"), chosen);
        },
        area);
    connect(actions, &TableActions::noticeRaised, this, &SetupPanel::noticeRaised);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_onlyDifferent);
    bar->addStretch(1);
    bar->addWidget(actions);
    rows->addLayout(bar);
    rows->addWidget(m_nothing);
    rows->addWidget(m_table, 1);
    return area;
}

QWidget* SetupPanel::makeTemplates()
{
    auto* area = new QWidget(this);
    nameWidget(m_name, QStringLiteral("templateChoice"), tr("Optimizer template"));
    nameWidget(m_text, QStringLiteral("templateText"), tr("Text of the optimizer template"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_note->setObjectName(QStringLiteral("templateNote"));
    connect(m_name, &QComboBox::currentIndexChanged, this, &SetupPanel::showTemplate);
    auto* title = caption(tr("Optimizer template"), area);
    title->setBuddy(m_name);
    auto* top = new QHBoxLayout;
    top->addWidget(title);
    top->addWidget(m_name, 1);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(m_note);
    rows->addWidget(m_text, 1);
    return area;
}

void SetupPanel::setProject(const std::shared_ptr<Project>& project)
{
    clear();
    m_project = project;
}

void SetupPanel::clear()
{
    m_record = {};
    m_origin.reset();
    m_textsOf = 0;
    takeTemplates({});
}

void SetupPanel::showRun(const RunOverview& overview, const std::optional<RunRecord>& origin)
{
    m_record = overview.record;
    m_origin = origin;
    if (m_textsOf != m_record.id) {
        m_textsOf = 0;
        takeTemplates({});
        if (isVisible())
            readTemplates();
    }
    fillSettings();
}

void SetupPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_textsOf != m_record.id)
        readTemplates();
}

void SetupPanel::fillSettings()
{
    m_onlyDifferent->setVisible(m_origin.has_value());
    const bool isOnly = m_origin && m_onlyDifferent->isChecked();
    const auto shows = isOnly ? SettingsModel::Shows::Differences : SettingsModel::Shows::Everything;
    const std::optional<RunFacts> origin = m_origin ? std::optional(factsOf(*m_origin, m_originTexts)) : std::nullopt;
    m_model->show(m_record.id == 0 ? RunFacts() : factsOf(m_record, m_texts), origin, shows);
    if (m_origin)
        m_model->setOriginTitle(tr("Run %1").arg(m_origin->id));
    m_nothing->setVisible(isOnly && m_model->rowCount() == 0);
}

// They never change, so they are read once, and those of the run it was forked from with them.
void SetupPanel::readTemplates()
{
    if (!m_project || m_record.id == 0)
        return;
    m_textsOf = m_record.id;
    const auto ask = [this](qint64 run, auto use) {
        whenDone(m_project->queries().templates(run), this,
                 [this, shown = m_record.id, use](const Result<TemplateTexts>& texts) {
                     if (shown != m_record.id)
                         return;
                     if (!texts)
                         return Q_EMIT failed(texts.error());
                     use(*texts);
                 });
    };
    ask(m_record.id, [this](const TemplateTexts& texts) { takeTemplates(texts); });
    m_originTexts.clear();
    if (m_origin)
        ask(m_origin->id, [this](const TemplateTexts& texts) {
            m_originTexts = texts;
            fillSettings();
        });
}

void SetupPanel::takeTemplates(const TemplateTexts& texts)
{
    m_texts = texts;
    const QString chosen = m_name->currentData().toString();
    m_name->clear();
    const QStringList changed = changedTemplates(texts);
    for (auto text = texts.begin(); text != texts.end(); ++text)
        m_name->addItem(displayLine(changed.contains(text.key()) ? tr("%1 – changed").arg(text.key()) : text.key()),
                        text.key());
    m_name->setCurrentIndex(std::max(0, m_name->findData(chosen)));
    m_name->setEnabled(!texts.isEmpty());
    showTemplate();
    fillSettings();
}

void SetupPanel::showTemplate()
{
    const QString name = m_name->currentData().toString();
    const QByteArray text = m_texts.value(name);
    m_text->show(QString::fromUtf8(text));
    if (name.isEmpty())
        return m_note->setText(tr("Frozen with the run when it was set up."));
    const bool isChanged = changedTemplates({{name, text}}).contains(name);
    m_note->setText(
        isChanged ? tr("Version %1, changed for this run; frozen with it.").arg(templateVersion(text))
                  : tr("Version %1, as it comes with the program; frozen with the run.").arg(templateVersion(text)));
}

} // namespace metaspo
