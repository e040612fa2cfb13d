package cases

// Problem is what went wrong, as the law and the bodies sort it.
type Problem string

// The problems. The order is the order of preference where a text names several.
const (
	NotDelivered       Problem = "not_delivered"
	RefundMissing      Problem = "refund_missing"
	ChargeContinues    Problem = "charge_continues"
	Defective          Problem = "defective"
	WrongItem          Problem = "wrong_item"
	TaxCharged         Problem = "tax_charged"
	DisputeUnfair      Problem = "dispute_unfair"
	AccountAccess      Problem = "account_access"
	SellerUnresponsive Problem = "seller_unresponsive"
	Fraud              Problem = "fraud"
	OtherProblem       Problem = "other"
)

// Problems lists every Problem.
var Problems = []Problem{NotDelivered, RefundMissing, ChargeContinues, Defective, WrongItem, TaxCharged, DisputeUnfair,
	AccountAccess, SellerUnresponsive, Fraud, OtherProblem}

// Method is how something was paid.
type Method string

// The ways of paying.
const (
	Pix      Method = "pix"
	Boleto   Method = "boleto"
	Card     Method = "card"
	Debit    Method = "debit"
	PayPal   Method = "paypal"
	Wallet   Method = "wallet"
	Voucher  Method = "voucher"
	GiftCard Method = "gift_card"
	Transfer Method = "transfer"
	Cash     Method = "cash"
)

// Methods lists every Method.
var Methods = []Method{Pix, Boleto, Card, Debit, PayPal, Wallet, Voucher, GiftCard, Transfer, Cash}

// AmountRole says what an amount is. Only Paid and Refunded count in totals: a freight that was demanded but not paid is
// in no total.
type AmountRole string

// The roles of an amount.
const (
	Paid     AmountRole = "paid"
	Demanded AmountRole = "demanded"
	Offered  AmountRole = "offered"
	Refunded AmountRole = "refunded"
	Promised AmountRole = "promised"
)

// AmountRoles lists every AmountRole.
var AmountRoles = []AmountRole{Paid, Demanded, Offered, Refunded, Promised}

// Remedy is what the consumer asks for.
type Remedy string

// The remedies.
const (
	Refund         Remedy = "refund"
	Delivery       Remedy = "delivery"
	Exchange       Remedy = "exchange"
	Repair         Remedy = "repair"
	Discount       Remedy = "discount"
	StopCharges    Remedy = "stop_charges"
	ReverseCharges Remedy = "reverse_charges"
	Documents      Remedy = "documents"
	OtherRemedy    Remedy = "other"
)

// Remedies lists every Remedy.
var Remedies = []Remedy{Refund, Delivery, Exchange, Repair, Discount, StopCharges, ReverseCharges, Documents, OtherRemedy}

// Role is the part a party plays in a case.
type Role string

// The roles of parties.
const (
	Consumer    Role = "consumer"
	Marketplace Role = "marketplace"
	Seller      Role = "seller"
	Payee       Role = "payee"
	Issuer      Role = "issuer"
	Carrier     Role = "carrier"
	Helper      Role = "helper"
)

// Roles lists every Role.
var Roles = []Role{Consumer, Marketplace, Seller, Payee, Issuer, Carrier, Helper}

// Kind is what an event says happened.
type Kind string

// The kinds a person records; and, after the blank line, those the program itself records.
const (
	Purchased      Kind = "purchased"
	Shipped        Kind = "shipped"
	Delivered      Kind = "delivered"
	DeliveryFailed Kind = "delivery_failed"
	Contacted      Kind = "contacted"
	Answered       Kind = "answered"
	Refused        Kind = "refused"
	PromisedEvent  Kind = "promised"
	OfferedEvent   Kind = "offered"
	Filed          Kind = "filed"
	Acknowledged   Kind = "acknowledged"
	Decided        Kind = "decided"
	Evaluated      Kind = "evaluated"
	RefundedEvent  Kind = "refunded"
	Charged        Kind = "charged"
	BillClosed     Kind = "bill_closed"
	ReturnedGoods  Kind = "returned_goods"
	DefectAppeared Kind = "defect_appeared"
	Withdrew       Kind = "withdrew"
	HearingSet     Kind = "hearing_set"
	Sentenced      Kind = "sentenced"
	Settled        Kind = "settled"
	Asked          Kind = "asked"       // the other side asked the person for something: papers, proof, a choice
	Supplied       Kind = "supplied"    // and the person gave it
	ProofAsked     Kind = "proof_asked" // the person asked somebody for a proof: result is its id in the packs
	Extended       Kind = "extended"    // a body gave itself or somebody more time
	Cancelled      Kind = "cancelled"   // the person took a claim back
	Closed         Kind = "closed"
	Reopened       Kind = "reopened"
	Corrected      Kind = "corrected"
	Note           Kind = "note"

	Opened          Kind = "opened"
	EvidenceAdded   Kind = "evidence_added"
	EvidenceRemoved Kind = "evidence_removed"
	Described       Kind = "evidence_described"
	Erased          Kind = "erased"
	RulesAdopted    Kind = "rules_adopted"
)

// EntryKinds lists the kinds a person may record; Kinds adds the program's own.
var EntryKinds = []Kind{Purchased, Shipped, Delivered, DeliveryFailed, Contacted, Answered, Refused, PromisedEvent,
	OfferedEvent, Filed, Acknowledged, Decided, Evaluated, RefundedEvent, Charged, BillClosed, ReturnedGoods,
	DefectAppeared, Withdrew, HearingSet, Sentenced, Settled, Asked, Supplied, ProofAsked, Extended,
	Cancelled, Closed, Reopened, Corrected, Note}

// Kinds lists every kind of event.
var Kinds = append(append([]Kind{}, EntryKinds...), Opened, EvidenceAdded, EvidenceRemoved, Described, Erased, RulesAdopted)

// Languages lists the languages of the house, the first one being the default.
var Languages = []string{"pt", "es", "ro", "en"}

// Known reports whether v is one of all.
func Known[T comparable](v T, all []T) bool {
	for _, a := range all {
		if a == v {
			return true
		}
	}
	return false
}
