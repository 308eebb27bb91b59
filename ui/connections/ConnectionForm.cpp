#include "ui/connections/ConnectionForm.h"

#include "ui/connections/KeyField.h"
#include "ui/kit/Background.h"
#include "ui/kit/DecimalBox.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <cmath>

namespace metaspo {

namespace {

constexpr double unknownPrice = -1; ///< the spin box shows its special text there
constexpr double highestPrice = 9000; ///< the engine takes more for a mistake
constexpr int greatestWidth = 1024;
constexpr int longestTimeout = 86'400;
constexpr double nano = 1e9;

QString linesOf(const QMap<QString, QString>& pairs)
{
    QStringList lines;
    for (auto pair = pairs.begin(); pair != pairs.end(); ++pair)
        lines.append(pair.key() + QStringLiteral(": ") + pair.value());
    return lines.join(QLatin1Char('\n'));
}

QMap<QString, QString> pairsOf(const QString& lines)
{
    QMap<QString, QString> pairs;
    for (const QString& line : lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QString name = line.section(QLatin1Char(':'), 0, 0).trimmed();
        if (!name.isEmpty())
            pairs.insert(name, line.section(QLatin1Char(':'), 1).trimmed());
    }
    return pairs;
}

qint64 nanoDollars(const QDoubleSpinBox* box)
{
    return std::llround(box->value() * nano);
}

} // namespace

ConnectionForm::ConnectionForm(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_form(new QFormLayout(this))
    , m_name(new QLineEdit(this))
    , m_wire(new QComboBox(this))
    , m_baseUrl(new QLineEdit(this))
    , m_model(new QComboBox(this))
    , m_key(new KeyField(this))
    , m_width(new QSpinBox(this))
    , m_timeout(new QSpinBox(this))
    , m_systemRole(new QCheckBox(tr("The server takes a system message"), this))
    , m_caFile(new QLineEdit(this))
    , m_insecure(new QCheckBox(tr("Do not verify the certificate (written into every run)"), this))
    , m_headers(new QPlainTextEdit(this))
    , m_parameters(new QPlainTextEdit(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    addMain();
    m_firstDetail = m_form->rowCount();
    addDetails();
    showDetails(false);
    setConnection({});
}

void ConnectionForm::addMain()
{
    nameWidget(m_name, QStringLiteral("connectionName"), tr("Name"));
    nameWidget(m_baseUrl, QStringLiteral("connectionUrl"), tr("Base address"));
    m_baseUrl->setPlaceholderText(QStringLiteral("https://…/v1"));
    nameWidget(m_wire, QStringLiteral("connectionWire"), tr("Protocol"));
    m_wire->addItem(tr("OpenAI chat completions"), static_cast<int>(WireFormat::OpenAiChat));
    m_wire->addItem(tr("Anthropic messages"), static_cast<int>(WireFormat::AnthropicMessages));
    nameWidget(m_model, QStringLiteral("connectionModel"), tr("Model"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->lineEdit()->setPlaceholderText(tr("name of the model at the server"));
    m_list = toolButton(tr("Ask the server for its models"), QStringLiteral("refresh"),
                        QStringLiteral("listModels"), this);
    auto* models = new QWidget(this);
    auto* row = new QHBoxLayout(models);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_model, 1);
    row->addWidget(m_list);
    m_key->setObjectName(QStringLiteral("connectionKey"));
    m_form->addRow(tr("&Name"), m_name);
    m_form->addRow(tr("&Protocol"), m_wire);
    m_form->addRow(tr("Base &address"), m_baseUrl);
    auto* label = new QLabel(tr("&Model"), this);
    label->setBuddy(m_model);
    m_form->addRow(label, models);
    m_form->addRow(tr("&Key"), m_key);
    m_more = new QToolButton(this);
    nameWidget(m_more, QStringLiteral("connectionMore"), tr("More settings"));
    m_more->setText(tr("More settings"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_form->addRow(QString(), m_more);

    connect(m_more, &QToolButton::toggled, this, &ConnectionForm::showDetails);
    connect(m_name, &QLineEdit::textChanged, m_key, &KeyField::setConnectionName);
    connect(m_name, &QLineEdit::textChanged, this, &ConnectionForm::notify);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &ConnectionForm::notify);
    connect(m_wire, &QComboBox::currentIndexChanged, this, &ConnectionForm::notify);
    connect(m_model, &QComboBox::currentTextChanged, this, &ConnectionForm::notify);
    connect(m_key, &KeyField::changed, this, &ConnectionForm::notify);
    connect(m_key, &KeyField::failed, this, &ConnectionForm::failed);
    connect(m_key, &KeyField::stored, this, &ConnectionForm::keyStored);
    connect(m_list, &QToolButton::clicked, this, &ConnectionForm::readModels);
}

void ConnectionForm::addDetails()
{
    nameWidget(m_width, QStringLiteral("connectionWidth"), tr("Calls at once"));
    m_width->setRange(0, greatestWidth);
    m_width->setSpecialValueText(tr("found out"));
    nameWidget(m_timeout, QStringLiteral("connectionTimeout"), tr("Time-out"));
    m_timeout->setRange(1, longestTimeout);
    m_timeout->setSuffix(tr(" s", "seconds, after a number"));
    nameWidget(m_systemRole, QStringLiteral("connectionSystemRole"), m_systemRole->text());
    nameWidget(m_caFile, QStringLiteral("connectionCaFile"), tr("Certificate authority"));
    m_caFile->setPlaceholderText(tr("PEM file; empty: those of the system"));
    nameWidget(m_insecure, QStringLiteral("connectionInsecure"), m_insecure->text());
    nameWidget(m_headers, QStringLiteral("connectionHeaders"), tr("Further headers"));
    m_headers->setPlaceholderText(tr("Name: value, one a line; never a key"));
    nameWidget(m_parameters, QStringLiteral("connectionParameters"), tr("Further parameters"));
    m_parameters->setPlaceholderText(tr("name: JSON, one a line"));
    for (QPlainTextEdit* edit : {m_headers, m_parameters}) {
        edit->setFixedHeight(3 * fontMetrics().lineSpacing() + 14);
        edit->setTabChangesFocus(true);
        connect(edit, &QPlainTextEdit::textChanged, this, &ConnectionForm::notify);
    }
    m_form->addRow(tr("Calls at &once"), m_width);
    m_form->addRow(tr("&Time-out"), m_timeout);
    m_form->addRow(tr("System role"), m_systemRole);
    m_form->addRow(tr("Prices"), makePrices());
    m_form->addRow(tr("&Certificate"), m_caFile);
    m_form->addRow(QString(), m_insecure);
    m_form->addRow(tr("&Headers"), m_headers);
    m_form->addRow(tr("Para&meters"), m_parameters);
    connect(m_width, &QSpinBox::valueChanged, this, &ConnectionForm::notify);
    connect(m_timeout, &QSpinBox::valueChanged, this, &ConnectionForm::notify);
    connect(m_systemRole, &QCheckBox::toggled, this, &ConnectionForm::notify);
    connect(m_insecure, &QCheckBox::toggled, this, &ConnectionForm::notify);
    connect(m_caFile, &QLineEdit::textChanged, this, &ConnectionForm::notify);
}

QWidget* ConnectionForm::makePrices()
{
    auto* area = new QWidget(this);
    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(hint(tr("Input"), area), 0, 0);
    grid->addWidget(hint(tr("Cached input"), area), 0, 1);
    grid->addWidget(hint(tr("Output"), area), 0, 2);
    m_inputPrice = addPrice(tr("Price of input"), QStringLiteral("priceInput"), area);
    m_cachedPrice = addPrice(tr("Price of cached input"), QStringLiteral("priceCached"), area);
    m_outputPrice = addPrice(tr("Price of output"), QStringLiteral("priceOutput"), area);
    grid->addWidget(m_inputPrice, 1, 0);
    grid->addWidget(m_cachedPrice, 1, 1);
    grid->addWidget(m_outputPrice, 1, 2);
    grid->addWidget(hint(tr("US dollars per million tokens. Unknown prices are shown as n/a, never as 0."), area), 2,
                    0, 1, 3);
    return area;
}

QDoubleSpinBox* ConnectionForm::addPrice(const QString& name, const QString& objectName, QWidget* parent)
{
    auto* box = new DecimalBox(2, parent);
    nameWidget(box, objectName, name);
    box->setRange(unknownPrice, highestPrice);
    box->setSpecialValueText(tr("unknown"));
    box->setPrefix(QStringLiteral("$"));
    connect(box, &QDoubleSpinBox::valueChanged, this, &ConnectionForm::notify);
    return box;
}

void ConnectionForm::notify()
{
    if (!m_isFilling)
        Q_EMIT changed();
}

void ConnectionForm::showDetails(bool areShown)
{
    m_more->setArrowType(areShown ? Qt::DownArrow : Qt::RightArrow);
    for (int row = m_firstDetail; row < m_form->rowCount(); ++row)
        m_form->setRowVisible(row, areShown);
}

void ConnectionForm::setConnection(const Connection& connection)
{
    m_connection = connection;
    fill(connection);
    m_shown = read();
}

void ConnectionForm::setEdits(const ConnectionEdits& edits)
{
    fill(edits.connection);
    m_inputPrice->setValue(edits.prices[0]);
    m_cachedPrice->setValue(edits.prices[1]);
    m_outputPrice->setValue(edits.prices[2]);
    Q_EMIT changed();
}

ConnectionEdits ConnectionForm::edits() const
{
    return {read(), {m_inputPrice->value(), m_cachedPrice->value(), m_outputPrice->value()}};
}

void ConnectionForm::fill(const Connection& connection)
{
    m_isFilling = true;
    ++m_generation;
    m_name->setText(connection.name);
    m_wire->setCurrentIndex(m_wire->findData(static_cast<int>(connection.wire)));
    m_baseUrl->setText(connection.baseUrl);
    m_model->clear();
    m_model->setEditText(connection.model);
    m_list->setEnabled(true);
    m_key->setConnectionName(connection.name);
    m_key->setSource(connection.keySource);
    m_width->setValue(connection.width);
    m_timeout->setValue(connection.timeoutSeconds);
    m_systemRole->setChecked(connection.systemRole);
    const auto show = [](QDoubleSpinBox* box, std::optional<qint64> nanoDollarsPerMillion) {
        box->setValue(nanoDollarsPerMillion ? static_cast<double>(*nanoDollarsPerMillion) / nano : unknownPrice);
    };
    const std::optional<Price>& price = connection.price;
    show(m_inputPrice, price ? std::optional(price->inputNanoDollarsPerMillion) : std::nullopt);
    show(m_cachedPrice, price ? std::optional(price->cachedInputNanoDollarsPerMillion) : std::nullopt);
    show(m_outputPrice, price ? std::optional(price->outputNanoDollarsPerMillion) : std::nullopt);
    m_caFile->setText(connection.caFile);
    m_insecure->setChecked(connection.insecureTls);
    m_headers->setPlainText(linesOf(connection.headers));
    m_parameters->setPlainText(linesOf(connection.parameters));
    m_isFilling = false;
}

// What a field cannot show as it is stays as it is, until that field is changed.
Connection ConnectionForm::connection() const
{
    const Connection now = read();
    Connection edited = m_connection;
    const auto take = [&](auto Connection::*field) {
        if (now.*field != m_shown.*field)
            edited.*field = now.*field;
    };
    take(&Connection::name);
    take(&Connection::wire);
    take(&Connection::baseUrl);
    take(&Connection::model);
    take(&Connection::keySource);
    take(&Connection::width);
    take(&Connection::timeoutSeconds);
    take(&Connection::systemRole);
    take(&Connection::price);
    take(&Connection::caFile);
    take(&Connection::insecureTls);
    take(&Connection::headers);
    take(&Connection::parameters);
    return edited;
}

std::optional<Error> ConnectionForm::problem() const
{
    const bool hasInput = m_inputPrice->value() >= 0;
    const bool hasOutput = m_outputPrice->value() >= 0;
    if (hasInput == hasOutput && (hasInput || m_cachedPrice->value() < 0))
        return std::nullopt;
    return Error{ErrorKind::WrongUsage,
                 hasInput ? tr("The price of output is missing")
                 : hasOutput ? tr("The price of input is missing")
                             : tr("The prices of input and output are missing"),
                 tr("A cost is told only where both are known"),
                 tr("Give the prices of input and output, or set all of them to unknown.")};
}

Connection ConnectionForm::read() const
{
    Connection edited = m_connection;
    edited.name = m_name->text().trimmed();
    edited.wire = static_cast<WireFormat>(m_wire->currentData().toInt());
    edited.baseUrl = m_baseUrl->text().trimmed();
    edited.model = m_model->currentText().trimmed();
    edited.keySource = m_key->source();
    edited.width = m_width->value();
    edited.timeoutSeconds = m_timeout->value();
    edited.systemRole = m_systemRole->isChecked();
    edited.price.reset();
    if (m_inputPrice->value() >= 0 && m_outputPrice->value() >= 0) {
        Price price;
        price.inputNanoDollarsPerMillion = nanoDollars(m_inputPrice);
        price.outputNanoDollarsPerMillion = nanoDollars(m_outputPrice);
        price.cachedInputNanoDollarsPerMillion =
            nanoDollars(m_cachedPrice->value() >= 0 ? m_cachedPrice : m_inputPrice);
        edited.price = price;
    }
    edited.caFile = m_caFile->text().trimmed();
    edited.insecureTls = m_insecure->isChecked();
    edited.headers = pairsOf(m_headers->toPlainText());
    edited.parameters = pairsOf(m_parameters->toPlainText());
    return edited;
}

void ConnectionForm::readModels()
{
    m_list->setEnabled(false);
    const int generation = ++m_generation;
    whenDone(m_workspace.listModels(connection()), this, [this, generation](const Result<QStringList>& models) {
        if (generation != m_generation)
            return; // another connection is shown by now
        m_list->setEnabled(true);
        if (!models) {
            Q_EMIT failed(models.error());
            return;
        }
        const QSignalBlocker quiet(m_model);
        const QString text = m_model->currentText();
        m_model->clear();
        m_model->addItems(*models);
        m_model->setEditText(text.isEmpty() ? models->value(0) : text);
        notify();
        m_model->showPopup();
    });
}

} // namespace metaspo
